// The worker in which Python runs: it is given the runtime, and then one request a message.
"use strict";
self.importScripts = undefined; // the runtime takes a worker that has it for one that it cannot run in

const MOST_MEMORY = 200_000_000; // bytes that Python may take; a file that needs more is told so

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65_536 > MOST_MEMORY) throw new RangeError("No more memory.");
  return grow.call(this, pages);
};

let engine;

const module = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));

async function start(parts) {
  const held = { "pyodide.asm.wasm": ["application/wasm", parts.wasm], "python_stdlib.zip": ["application/zip", parts.stdlib] };
  self.fetch = async (url) => {
    const name = String(url.url ?? url).split("/").pop();
    if (!(name in held)) throw new TypeError("This page fetches nothing.");
    return new Response(held[name][1], { headers: { "Content-Type": held[name][0] } });
  };
  const text = (bytes) => new TextDecoder().decode(bytes);
  const { loadPyodide } = await module(text(parts.loader));
  const { default: createPyodideModule } = await module(text(parts.runtime));
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: "https://nowhere.invalid/",
    lockFileContents: text(parts.lock),
    stdout: () => {},
    stderr: () => {},
  });
  const site = python.runPython("import sys, site; next(path for path in sys.path if path.endswith('site-packages'))");
  python.unpackArchive(parts.application, "zip", { extractDir: site });
  self.fetch = async () => {
    throw new TypeError("This page fetches nothing.");
  };
  engine = python.pyimport("vbpqip.page.engine").PageEngine();
  return python;
}

let python;

self.onmessage = async ({ data }) => {
  try {
    if (data.parts) {
      python = await start(data.parts);
      self.postMessage({ ready: true });
      return;
    }
    const contents = python.toPy(data.contents.map((each) => new Uint8Array(each)));
    const answer = engine.answer(data.request, contents);
    const [said, files] = answer.toJs({ create_pyproxies: false });
    contents.destroy();
    answer.destroy();
    const made = files.map(([name, bytes]) => ({ name, bytes }));
    self.postMessage({ said: JSON.parse(said), files: made, memory: python._module.HEAPU8.length });
  } catch (error) {
    console.error(error); // all of it, for who looks for the cause
    self.postMessage({ failed: String(error?.type ?? error?.message ?? error) });
  }
};
