// Compiles the page's modules with the runtime's own Python: node compile.mjs FOLDER, with the files of the runtime and
// sources.zip in it; writes stdlib.zip and application.zip there.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: `${folder}${path.sep}`, env: { PYTHONHASHSEED: "0" }, stdout: () => {} });
python.FS.writeFile("/tmp/sources.zip", fs.readFileSync(path.join(folder, "sources.zip")));
python.FS.writeFile("/tmp/compile.py", fs.readFileSync(path.join(folder, "compile.py")));
python.runPython("exec(compile(open('/tmp/compile.py').read(), 'compile.py', 'exec'), {'__name__': '__main__'})");
for (const name of ["stdlib.zip", "application.zip"]) {
  fs.writeFileSync(path.join(folder, name), python.FS.readFile(`/tmp/${name}`));
}
