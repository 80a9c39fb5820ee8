// The page: shows what the worker answers. No rule, number or word of the program stands here.
"use strict";

const SECONDS = 20;
const MOST_MEMORY = 100_000_000; // what a worker took it never gives back, so that past this another one takes its place
const LARGEST = 25_000_000;
const STATES = { accepted: "good", rejected: "bad", unreadable: "bad", blank: "doubtful" };
const $ = (id) => document.getElementById(id);

function made(tag, words = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function say(words) {
  $("said").textContent = words;
}

function stop(words) {
  $("start").hidden = false;
  $("screens").hidden = true;
  $("start").textContent = words;
  $("start").className = "stopped";
}

// The parts of the page: compressed files in scripts that are none.

const NAMES = ["loader", "runtime", "wasm", "stdlib", "lock", "application"];
const LARGEST_ARCHIVE = 40_000_000;

async function part(name) {
  const script = $(`part-${name}`);
  if (!script) throw new Error("The page is cut off: a part of it is missing. Get the file again.");
  const packed = bytesOf(script.textContent);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", packed));
  const found = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== script.dataset.sha256) throw new Error("The page is damaged: a part of it was changed. Get the file again.");
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).blob();
}

function bytesOf(text) {
  return Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

let unpacked = null; // by the browser, which keeps it outside of the page's own memory

async function parts() {
  unpacked ??= await Promise.all(NAMES.map(part));
  const found = await Promise.all(unpacked.map((blob) => blob.arrayBuffer()));
  return Object.fromEntries(NAMES.map((name, nth) => [name, found[nth]]));
}

// The worker: one request at a time, ended where it takes too long.

class Core {
  constructor() {
    this.worker = null;
    this.last = Promise.resolve();
    this.terms = null;
    this.memory = 0;
    this.workers = 0;
  }

  async start() {
    const given = await parts();
    const source = new Blob([$("worker").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    this.worker = new Worker(address);
    this.workers += 1;
    await this.post({ parts: given }, Object.values(given), 10 * SECONDS);
    URL.revokeObjectURL(address);
    if (this.terms) await this.asked({ ask: "terms", files: [this.terms.name] }, [await this.terms.arrayBuffer()]);
    if (begun) {
      const contents = await Promise.all(begun.files.map((file) => file.arrayBuffer()));
      await this.asked({ ...begun.request, entered, files: begun.files.map((file) => file.name) }, contents);
    }
  }

  post(message, transferred, seconds = SECONDS) {
    return new Promise((resolve, reject) => {
      const lost = (words) => {
        this.end();
        reject(new Error(words));
      };
      const late = setTimeout(() => lost(`It took more than ${seconds} seconds, and was given up.`), seconds * 1000);
      const done = (settle) => (event) => {
        clearTimeout(late);
        settle(event);
      };
      this.worker.onmessage = done(({ data }) => (data.failed === undefined ? resolve(data) : lost(`What checks it has broken down: ${data.failed}`)));
      this.worker.onerror = done(() => lost("What checks it has broken down."));
      this.worker.postMessage(message, transferred);
    });
  }

  async asked(request, contents) {
    const answer = await this.post({ request: JSON.stringify(request), contents }, contents);
    this.memory = Math.max(this.memory, answer.memory);
    if (answer.memory > MOST_MEMORY) this.end();
    if (answer.said.cannot) throw new Error(answer.said.cannot);
    return answer;
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
  }

  ask(request, files = []) {
    const turn = this.last.then(async () => {
      if (!this.worker) await this.start();
      const large = files.find((file) => file.size > LARGEST);
      if (large) throw new Error(`${large.name} is larger than ${LARGEST.toLocaleString("en-US")} bytes.`);
      const contents = await Promise.all(files.map((file) => file.arrayBuffer()));
      return this.asked({ ...request, files: files.map((file) => file.name) }, contents);
    });
    this.last = turn.catch(() => {});
    return turn;
  }
}

const core = new Core();

function download(file, type = "application/octet-stream") {
  const link = made("a", "", { download: file.name, href: URL.createObjectURL(new Blob([file.bytes], { type })) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Check.

const received = [];

function row(entry) {
  const line = made("tr");
  const open = made("button", entry.file.name, { type: "button", class: "open-report" });
  open.addEventListener("click", () => show(entry));
  const first = made("th", "", { scope: "row" });
  first.append(open);
  line.append(first, ...["facility", "period", "status", "verdict", "counts"].map((key) => made("td", "", { "data-key": key })));
  return line;
}

function fill(entry) {
  const said = entry.said;
  for (const cell of entry.line.querySelectorAll("td")) cell.textContent = said ? said[cell.dataset.key] ?? "" : "";
  const status = entry.line.querySelector("[data-key=status]");
  if (entry.failed) {
    status.textContent = entry.failed;
    status.className = "bad";
  } else if (said) {
    status.className = STATES[said.status];
    entry.line.querySelector("[data-key=verdict]").className = said.tone;
  } else {
    status.textContent = "waiting";
  }
  tell();
}

function tell() {
  const done = received.filter((entry) => entry.said || entry.failed);
  const counts = {};
  for (const entry of done) {
    const status = entry.said?.status ?? "not checked";
    counts[status] = (counts[status] ?? 0) + 1;
  }
  const each = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  $("tally").textContent = `${done.length} of ${received.length} checked${each.length ? `: ${each.join(", ")}` : ""}.`;
  $("results").hidden = received.length === 0;
  $("save").disabled = done.length < received.length;
}

const workbooksOf = (files) => [...files].filter((file) => !file.name.startsWith("~$") && !file.name.startsWith("."));

async function take(files) {
  go("check");
  const entries = workbooksOf(files).map((file) => ({ file, said: null, failed: "" }));
  for (const entry of entries) {
    entry.line = row(entry);
    received.push(entry);
    $("list").append(entry.line);
    fill(entry);
  }
  for (const entry of entries) {
    try {
      entry.said = (await core.ask({ ask: "check" }, [entry.file])).said;
    } catch (error) {
      entry.failed = error.message;
    }
    fill(entry);
    if (entries.length === 1) show(entry);
  }
  $("announced").textContent = $("tally").textContent; // for who hears the page; all others see it where it stands
  await drawMatrix();
}

async function drawMatrix() {
  const lines = received.filter((entry) => entry.said).map(({ said }) => said);
  const asked = lines.map(({ facility, period, verdict, tone }) => ({ facility, period, verdict, tone }));
  const { said } = await core.ask({ ask: "matrix", lines: asked });
  $("matrix-box").hidden = said.rows.length < 2;
  $("matrix-head").replaceChildren(...["Facility", ...said.periods].map((words) => made("th", words, { scope: "col" })));
  $("matrix").replaceChildren(
    ...said.rows.map((row) => {
      const line = made("tr");
      const cells = row.cells.map((cell) => made("td", cell.words, cell.tone ? { class: cell.tone } : {}));
      line.append(made("th", row.facility, { scope: "row" }), ...cells);
      return line;
    }),
  );
}

function show(entry) {
  if (!entry.said && !entry.failed) return;
  const detail = $("detail");
  detail.hidden = false;
  $("detail-title").textContent = entry.file.name;
  $("detail-parties").textContent = entry.said ? entry.said.parties : entry.failed;
  $("detail-page").innerHTML = entry.said ? entry.said.page : ""; // made by the program, which escapes what it received
  for (const each of received) each.line.classList.toggle("chosen", each === entry);
  $("detail-title").focus();
}

function filter() {
  const wanted = $("filter").value.trim().toLowerCase();
  for (const entry of received) entry.line.hidden = !entry.line.textContent.toLowerCase().includes(wanted);
}

async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return;
      for (const each of some) await walk(each);
    }
  };
  for (const entry of entries) await walk(entry);
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function clear() {
  received.length = 0;
  $("list").replaceChildren();
  $("detail").hidden = true;
  $("matrix-box").hidden = true;
  tell();
  say("The list is empty.");
}

// Feedback.

function replyLine(file) {
  const line = made("li", "", { class: "reply" });
  line.append(made("strong", file.name), " ", made("span", "waiting"));
  $("reply-list").append(line);
  return line;
}

function fillReply(line, said) {
  line.replaceChildren(
    made("strong", said.file),
    " ",
    made("span", said.status, { class: STATES[said.status] }),
    " ",
    made("span", said.verdict, { class: said.tone }),
    ` ${said.counts}`,
  );
  const letter = made("details");
  letter.append(made("summary", `E-mail: ${said.subject}`), made("pre", said.body));
  line.append(letter);
}

async function reply(files) {
  const request = { ask: "reply", fix_by: $("fix-by").value, attach_page: $("attach-page").checked, among: files.map((file) => file.name) };
  const waiting = []; // made, and not yet saved
  let archives = 0;
  let answered = 0;
  const save = async () => {
    const packed = waiting.splice(0);
    if (!packed.length) return;
    archives += 1;
    const [{ bytes, name }] = (await core.ask({ ask: "pack" }, packed)).files;
    download({ bytes, name: archives === 1 ? name : name.replace(".", `-${archives}.`) });
  };
  $("replies").hidden = false;
  $("reply-list").replaceChildren();
  const lines = files.map(replyLine);
  for (const [nth, file] of files.entries()) {
    try {
      const { said, files: each } = await core.ask({ ...request, nth }, [file]);
      waiting.push(...each.map(({ name, bytes }) => new File([bytes], name)));
      fillReply(lines[nth], said);
      answered += 1;
    } catch (error) {
      lines[nth].lastChild.textContent = error.message;
      lines[nth].lastChild.className = "bad";
    }
    $("replies-tally").textContent = `${answered} of ${files.length} answered.`;
    if (waiting.reduce((sum, { size }) => sum + size, 0) > LARGEST_ARCHIVE) await save();
  }
  await save();
  $("print-replies").hidden = false;
  say(`Saved ${archives === 1 ? "one zip file" : `${archives} zip files`}.`);
}

// Fill in.

let begun = null; // what the form began with: it is begun again where the worker is
let entered = {};
let unsaved = false;

function control(cell, label, lists) {
  let input;
  if (cell.offers && cell.only) {
    input = made("select");
    const values = lists[cell.offers];
    for (const value of ["", ...(cell.value && !values.includes(cell.value) ? [cell.value] : []), ...values]) {
      input.append(made("option", value, { value }));
    }
  } else {
    input = made("input", "", { type: "text", autocomplete: "off" });
    if (cell.offers) input.setAttribute("list", `offered-${cell.offers}`);
    if (cell.takes === "number") input.setAttribute("inputmode", "decimal");
    if (cell.takes === "day") input.setAttribute("placeholder", "2017-07-31");
  }
  input.value = cell.value;
  input.disabled = cell.locked;
  input.dataset.entry = cell.entry;
  input.setAttribute("aria-label", label);
  input.addEventListener("change", () => enter(input));
  return input;
}

function drawn(form) {
  const lists = Object.entries(form.lists).map(([name, values]) => {
    const list = made("datalist", "", { id: `offered-${name}` });
    list.append(...values.map((value) => made("option", value, { value })));
    return list;
  });
  const sheets = form.sheets.map((sheet) => {
    const box = made("section", "", { class: "sheet", "aria-label": sheet.title });
    box.append(made("h3", sheet.title));
    const fields = made("div", "", { class: "fields" });
    for (const field of sheet.fields) {
      const label = made("label", field.label, { title: field.prompt });
      label.append(control(field, field.label, form.lists));
      fields.append(label);
    }
    box.append(fields, ...sheet.tables.map((table) => drawnTable(table, sheet.title, form.lists)));
    return box;
  });
  $("sheets").replaceChildren(...lists, ...sheets);
  $("form-left-open").replaceChildren(...form.left_open.map((line) => made("li", line)));
}

function drawnTable(table, title, lists) {
  const wide = made("div", "", { class: "wide", role: "region", "aria-label": `${title}: ${table.name}`, tabindex: "0" });
  const drawn = made("table");
  const head = made("tr");
  head.append(made("td"), ...table.columns.map((column) => made("th", column.label, { scope: "col", title: column.prompt })));
  const body = made("tbody");
  for (const row of table.rows) {
    const line = made("tr");
    line.append(made("th", row.head, { scope: "row" }));
    row.cells.forEach((cell, nth) => {
      const box = made("td");
      box.append(control(cell, `${row.head}, ${table.columns[nth].label}`, lists));
      line.append(box);
    });
    body.append(line);
  }
  const top = made("thead");
  top.append(head);
  drawn.append(made("caption", title), top, body);
  wide.append(drawn);
  return wide;
}

function standing(state) {
  $("form-verdict").textContent = state.verdict;
  $("form-verdict").className = `verdict ${state.tone}`;
  $("form-lines").textContent = state.lines.join(" · ");
  $("form-counts").textContent = state.is_ready ? `Ready to send: ${state.counts}.` : `Not ready: ${state.counts}.`;
  for (const input of document.querySelectorAll("#sheets [data-entry]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    input.classList.remove("unlikely");
    input.parentElement.querySelector(".said")?.remove();
  }
  const lines = state.open.map((each, nth) => {
    const line = made("li", "", { id: `open-${nth}`, class: `finding ${each.severity}` });
    const input = each.entry ? document.querySelector(`[data-entry="${CSS.escape(each.entry)}"]`) : null;
    if (input) {
      const go = made("button", each.place, { type: "button" });
      go.addEventListener("click", () => input.focus());
      line.append(go, " ");
      if (!input.hasAttribute("aria-describedby")) {
        const wrong = each.severity === "error";
        input.setAttribute("aria-describedby", `open-${nth}`);
        if (wrong) input.setAttribute("aria-invalid", "true");
        else input.classList.add("unlikely");
        input.after(made("span", wrong ? "✗ to fix" : "! please review", { class: "said" }));
      }
    }
    line.append(made("span", each.message), made("p", each.remedy, { class: "remedy" }));
    return line;
  });
  $("open").replaceChildren(...lines);
}

async function enter(input) {
  entered[input.dataset.entry] = input.value;
  unsaved = true;
  try {
    standing((await core.ask({ ask: "enter", entered: { [input.dataset.entry]: input.value } })).said.state);
  } catch (error) {
    say(error.message);
  }
}

async function beginForm() {
  const last = $("before").files[0];
  const wanted = ["kind", "period", "facility", "mco"].map((id) => [id, $(id).value]);
  const request = last ? { ask: "begin" } : { ask: "begin", ...Object.fromEntries(wanted) };
  begun = null;
  say("One moment…");
  try {
    const { said } = await core.ask(request, last ? [last] : []);
    begun = { request, files: last ? [last] : [] };
    entered = {};
    drawn(said);
    standing(said.state);
    $("beginning").hidden = true;
    $("form").hidden = false;
    say("");
    document.querySelector("#sheets [data-entry]:enabled")?.focus();
  } catch (error) {
    say(error.message);
  }
}

function leave() {
  if (unsaved && !confirm("What you entered is not saved. Leave this form?")) return;
  begun = null;
  unsaved = false;
  $("form").hidden = true;
  $("beginning").hidden = false;
}

// What is asked for once.

function once(id, request, files, then) {
  $(id).addEventListener("click", async () => {
    const button = $(id);
    const given = files();
    if (!given) return;
    button.disabled = true;
    say("One moment…");
    try {
      then(await core.ask(request, given));
    } catch (error) {
      say(error.message);
    }
    button.disabled = false;
  });
}

const chosen = (...ids) => () => {
  const files = ids.map((id) => $(id).files[0]);
  if (files.every(Boolean)) return files;
  say(ids.length > 1 ? "Choose both files first." : "Choose a file first.");
  return null;
};

async function explain() {
  if (!$("word").value.trim()) {
    say("Type what is to be explained first.");
    return;
  }
  try {
    const { said } = await core.ask({ ask: "explain", word: $("word").value });
    $("explained-title").textContent = said.title;
    $("explained-lead").textContent = said.lead;
    $("explained-page").innerHTML = said.page; // as in show()
    $("explained-box").hidden = false;
    say("");
  } catch (error) {
    say(error.message);
  }
}

function go(screen) {
  for (const each of document.querySelectorAll("nav button")) {
    each.setAttribute("aria-current", String(each.dataset.screen === screen));
    $(each.dataset.screen).hidden = each.dataset.screen !== screen;
  }
  say("");
}

function listen() {
  for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", () => go(button.dataset.screen));
  for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => window.print());
  for (const id of ["files", "folder"]) {
    $(id).addEventListener("change", () => {
      take($(id).files);
    });
  }
  const zone = $("drop");
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", name === "dragenter" || name === "dragover");
    });
  }
  document.addEventListener("drop", async (event) => take(await filesOf(event.dataTransfer)));
  $("filter").addEventListener("input", filter);
  $("clear").addEventListener("click", clear);
  $("save").addEventListener("click", () => {
    const texts = received.map((entry) => (entry.said ? entry.said.json : ""));
    const one = texts.length === 1;
    const text = one ? texts[0] : `${JSON.stringify(texts.filter(Boolean).map((each) => JSON.parse(each)), null, 2)}\n`;
    download({ name: one ? `${received[0].file.name}.json` : "results.json", bytes: text }, "application/json");
  });
  $("to-feedback").addEventListener("click", () => {
    go("feedback");
    $("feedback-title").focus();
  });
  $("reply").addEventListener("click", async () => {
    const chosenHere = workbooksOf($("answered").files);
    const files = chosenHere.length ? chosenHere : received.filter((entry) => entry.said).map((entry) => entry.file);
    if (!files.length) {
      say("Choose the reports first, or check some on the screen Check.");
      return;
    }
    $("reply").disabled = true;
    say("One moment…");
    try {
      await reply(files);
    } catch (error) {
      say(error.message);
    }
    $("reply").disabled = false;
  });
  once("make-next", { ask: "next" }, chosen("last"), ({ said, files }) => {
    files.forEach((file) => download(file));
    $("left-open").replaceChildren(...said.left_open.map((line) => made("li", line)));
    say(`Saved ${files[0].name}.${said.left_open.length ? " Not carried over, and left open:" : ""}`);
  });
  once("compare", { ask: "compare" }, chosen("older", "newer"), ({ said, files }) => {
    $("compared-title").textContent = said.title;
    $("compared-lead").textContent = said.lead;
    $("compared").innerHTML = said.page; // as in show()
    $("compared-box").hidden = false;
    $("save-compared").onclick = () => files.forEach((file) => download(file));
    say("");
  });
  $("explain").addEventListener("click", explain);
  $("word").addEventListener("focus", async () => {
    const { said } = await core.ask({ ask: "names" });
    $("explained").replaceChildren(...said.names.map((name) => made("option", name, { value: name })));
  }, { once: true });
  $("word").addEventListener("keydown", (event) => event.key === "Enter" && explain());
  $("begin").addEventListener("click", beginForm);
  $("leave-form").addEventListener("click", leave);
  once("save-form", { ask: "completed" }, () => [], ({ files }) => {
    files.forEach((file) => download(file));
    unsaved = false;
    say(`Saved ${files[0].name}.`);
  });
  once("show-result", { ask: "result" }, () => [], ({ said }) => {
    $("form-result").innerHTML = said.page; // as in show()
    say("");
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  $("terms").addEventListener("change", async () => {
    const file = $("terms").files[0];
    try {
      const { said } = await core.ask({ ask: "terms" }, file ? [file] : []);
      core.terms = file ?? null;
      $("terms-said").textContent = said.terms;
      say("What is checked from now on rests on these terms.");
      await about();
    } catch (error) {
      $("terms").value = "";
      say(error.message);
    }
  });
}

async function about() {
  const { said } = await core.ask({ ask: "about" });
  $("versions").textContent = `vbpqip ${said.version}; ${said.program}`;
  const options = (id, values) => $(id).replaceChildren(...values.map(([value, words]) => made("option", words, { value })));
  options("kind", said.kinds.map((kind) => [kind.key, kind.title]));
  options("period", said.periods.map((period) => [period, period]));
  options("facilities", said.facilities.map((name) => [name, name]));
  options("mcos", said.mcos.map((name) => [name, name]));
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = said.words[place.dataset.word];
  $("assumptions").replaceChildren(...said.assumptions.map((line) => made("li", line)));
  for (const place of document.querySelectorAll(".in-force")) place.textContent = said.terms || "the program's own numbers, no terms";
}

async function begin() {
  if (!("WebAssembly" in window) || !("DecompressionStream" in window) || !crypto.subtle) {
    stop("This browser is too old for the page. Open it with a current Edge, Chrome or Firefox.");
    return;
  }
  if (!$("end")) {
    stop("The page is cut off. Get the file again.");
    return;
  }
  try {
    await about();
  } catch (error) {
    stop(error.message);
    return;
  }
  listen();
  $("start").hidden = true;
  $("screens").hidden = false;
  reached("ready");
  await rehearse();
  reached("rehearsed");
}

function reached(name) {
  document.documentElement.dataset[name] = "yes";
  performance.mark(name);
}

// What takes time once, it takes before somebody waits for it.
async function rehearse() {
  const report = new File([await part("rehearsal")], "rehearsal.xlsx");
  await core.ask({ ask: "check" }, [report]).catch(() => {});
}

window.page = { received, core }; // for who looks into it from outside
document.addEventListener("DOMContentLoaded", begin);
