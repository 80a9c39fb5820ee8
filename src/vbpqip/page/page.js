// The page: shows what the worker answers. No rule, number or word of the program stands here.
"use strict";

const SECONDS = 20;
const MOST_MEMORY = 150_000_000; // what a worker took it never gives back, so that past this another one takes its place
const COSTLY = 60_000_000; // what no sound report takes by itself
const FRESH = 40_000_000; // what a worker takes at first
const LARGEST = 25_000_000;
const STATES = { accepted: "good", rejected: "bad", unreadable: "bad", blank: "doubtful" };
const $ = (id) => document.getElementById(id);

function made(tag, words = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Says something beside what was pressed, else beneath the heading of the screen.
function say(words) {
  const at = document.activeElement.closest("section p") ?? document.querySelector("#screens > section:not([hidden]) > h2");
  if (words && at !== $("said")) at.after($("said"));
  $("said").textContent = words;
  announce(words);
}

// For who hears the page, from one place that stays: of another one a screen reader may not know.
function announce(words) {
  $("announced").textContent = words;
}

// Shows a document, made by the program, which escapes what it received; several may be shown at once.
function showDocument(id, html) {
  const place = $(id);
  place.innerHTML = html;
  for (const each of place.querySelectorAll("[id]")) each.id = `${id}-${each.id}`;
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    for (const each of place.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, each.getAttribute(name).replace(/\S+/g, `${id}-$&`));
    }
  }
}

// What a file is called: with the folders that it was found in.
const called = (file) => file.path || file.webkitRelativePath || file.name;

async function contentsOf(files) {
  const large = files.find((file) => file.size > LARGEST);
  if (large) throw new Error(`${called(large)} is larger than ${LARGEST.toLocaleString("en-US")} bytes.`);
  return Promise.all(files.map(contentOf));
}

async function contentOf(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new Error(`${called(file)} cannot be read: it was changed, moved or deleted since it was chosen. Choose it again.`);
  }
}

// A file as it is now, whatever becomes of it later.
async function kept(file) {
  return new File(await contentsOf([file]), file.name);
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
    this.memory = 0; // the most that any worker took
    this.taken = 0; // what this one took, and the last answer's part of it
    this.grown = 0;
    this.workers = 0;
  }

  async start() {
    const given = await parts();
    const source = new Blob([$("worker").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    this.worker = new Worker(address);
    this.workers += 1;
    this.taken = FRESH;
    await this.post({ parts: given }, Object.values(given), 10 * SECONDS);
    URL.revokeObjectURL(address);
    try {
      await this.goOn();
    } catch (error) {
      this.end(); // rather than answer without the terms, or without what was entered
      throw error;
    }
  }

  async goOn() {
    if (this.terms) await this.asked({ ask: "terms", files: [this.terms.name] }, [await this.terms.arrayBuffer()]);
    if (begun) await this.asked({ ...begun.request, entered, files: begun.files.map(called) }, await contentsOf(begun.files));
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
    [this.grown, this.taken] = [answer.memory - this.taken, answer.memory];
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
      return this.asked({ ...request, files: files.map(called) }, await contentsOf(files));
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
let numbers = 0;
let results = null; // the JSON document of all reports, once they are compared
let shown = null;
let atWork = 0; // how often reports are being checked

function row(entry) {
  const line = made("tr", "", { role: "row" });
  const open = made("button", called(entry.file), { type: "button", class: "open-report" });
  open.addEventListener("click", () => show(entry));
  const first = made("th", "", { scope: "row", role: "rowheader" });
  first.append(open);
  line.append(first, ...["facility", "period", "status", "verdict", "counts"].map((key) => made("td", "", { role: "cell", "data-key": key })));
  return line;
}

function fill(entry) {
  const said = entry.said;
  for (const cell of entry.line.querySelectorAll("td")) cell.textContent = said ? said[cell.dataset.key] ?? "" : "";
  const status = entry.line.querySelector("[data-key=status]");
  status.className = "";
  if (entry.failed) {
    status.textContent = entry.failed;
    status.className = "bad";
  } else if (said) {
    entry.line.querySelector("button").textContent = said.file;
    status.textContent = said.stands_for ? `${said.status}, ${said.stands_for}` : said.status;
    status.className = STATES[said.status];
    entry.line.querySelector("[data-key=verdict]").className = said.tone;
  } else {
    status.textContent = "waiting";
  }
  narrow(entry);
  tell();
}

function tell() {
  const waiting = received.filter((entry) => !entry.said && !entry.failed).length;
  $("tally").textContent = `${received.length - waiting} of ${received.length} checked.`;
  $("to-answer").textContent = received.length ? `Reports on the screen Check: ${received.length}.` : "None is chosen yet.";
  $("results").hidden = received.length === 0;
  $("save").disabled = true; // until all are compared
}

// Takes what was chosen or dropped: reports, of which some say only that a workbook is open, and terms.
async function take(files) {
  const isNone = (file) => file.name.startsWith("~$") || file.name.startsWith(".");
  const terms = files.filter((file) => file.name.toLowerCase().endsWith(".toml"));
  const reports = files.filter((file) => !isNone(file) && !terms.includes(file));
  const skipped = files.filter(isNone).map(called);
  const parts = [];
  if (skipped.length) parts.push(`Skipped, since no workbook is in it: ${skipped.join(", ")}.`);
  if (!files.length) parts.push("There is no file in it.");
  if (terms.length > 1) parts.push("Give one terms file at a time.");
  say(parts.join(" "));
  if (terms.length === 1) await takeTerms(terms[0]);
  const entries = reports.map((file) => ({ file, number: (numbers += 1), alone: null, said: null, failed: "", costly: false }));
  for (const entry of entries) {
    entry.line = row(entry);
    received.push(entry);
    $("list").append(entry.line);
    fill(entry);
  }
  await check(entries);
}

async function check(entries) {
  atWork += 1;
  for (const entry of entries) {
    await checkAlone(entry);
    fill(entry);
    if (entries.length === 1) show(entry);
  }
  if (atWork === 1) await compareAll();
  atWork -= 1;
}

async function checkAlone(entry) {
  if (!received.includes(entry)) return;
  try {
    entry.alone = entry.said = (await core.ask({ ask: "check", number: entry.number }, [entry.file])).said;
    entry.failed = "";
    entry.costly = !core.worker && core.grown > COSTLY; // what the worker knew of all reports is gone, and would be again
  } catch (error) {
    entry.alone = entry.said = null;
    entry.failed = error.message;
  }
}

const compared = () => received.filter((entry) => entry.alone && !entry.costly);

// Has the worker compare all reports with one another; what another worker had checked is checked again.
async function compareAll() {
  const entries = compared();
  const others = received.filter((entry) => !entries.includes(entry)).map((entry) => entry.said?.file ?? called(entry.file));
  const aside = others.length ? ` Compared with no other report, and not among the results: ${others.join(", ")}.` : "";
  results = null;
  try {
    const answer = entries.length ? await allKnown({ ask: "together" }, entries) : null;
    if (answer) tellOfAll(entries, answer);
    $("tally").textContent = `${answer?.said.tally ?? ""}${aside}`.trim();
    drawMatrices(answer?.said.matrices ?? []);
  } catch (error) {
    $("tally").textContent = `${$("tally").textContent} They are not compared with one another. ${error.message}`;
    drawMatrices([]);
  }
  announce($("tally").textContent);
}

function tellOfAll(entries, { said, files }) {
  for (const entry of entries) {
    entry.said = said.changed[entry.number] ?? entry.alone;
    fill(entry);
    if (entry === shown) showDocument("detail-page", entry.said.page);
  }
  results = files[0].bytes;
  $("save").disabled = false;
}

const TOO_MANY = "They are more than this page has memory for.";

// Asks something about reports that the worker knows; those that it has forgotten it checks first.
async function allKnown(request, entries) {
  const asked = { ...request, among: entries.map((entry) => entry.number) };
  const answer = await core.ask(asked);
  if (!answer.said.missing) return answer;
  for (const entry of entries.filter(({ number }) => answer.said.missing.includes(number))) {
    await core.ask({ ask: "check", number: entry.number }, [entry.file]);
    if (!core.worker) throw new Error(TOO_MANY);
  }
  if (request.ask !== "together") await core.ask({ ask: "together", among: asked.among });
  const again = await core.ask(asked);
  if (again.said.missing) throw new Error(TOO_MANY);
  return again;
}

function drawMatrices(matrices) {
  $("matrices").replaceChildren(...matrices.map(drawnMatrix));
}

function drawnMatrix({ kind, periods, rows }) {
  const title = `${kind}: verdicts by period`;
  const box = made("div", "", { class: "wide", role: "region", "aria-label": title, tabindex: "0" });
  const head = made("tr");
  head.append(...["From", ...periods].map((name) => made("th", name, { scope: "col" })));
  const body = made("tbody");
  for (const { sender, cells } of rows) {
    const line = made("tr");
    line.append(made("th", sender, { scope: "row" }), ...cells.map((cell) => made("td", cell.words, cell.tone ? { class: cell.tone } : {})));
    body.append(line);
  }
  const top = made("thead");
  top.append(head);
  const table = made("table");
  table.append(made("caption", title), top, body);
  box.append(table);
  return box;
}

function show(entry) {
  if (!received.includes(entry) || (!entry.said && !entry.failed)) return;
  shown = entry;
  $("detail").hidden = false;
  $("detail-title").textContent = entry.said?.file ?? called(entry.file);
  $("detail-parties").textContent = entry.said ? entry.said.parties : entry.failed;
  $("fix-here").hidden = !entry.said || entry.said.status === "unreadable";
  showDocument("detail-page", entry.said ? entry.said.page : "");
  for (const each of received) {
    each.line.classList.toggle("chosen", each === entry);
    each.line.querySelector("button").setAttribute("aria-current", String(each === entry));
  }
  $("detail-title").focus();
}

function narrow(entry) {
  const wanted = $("filter").value.trim().toLowerCase();
  entry.line.hidden = !entry.line.textContent.toLowerCase().includes(wanted);
}

// The files of what was dropped, and of folders in it. A browser gives some of it only while the drop lasts; and what a
// folder holds Chromium gives a page from a file by handles alone, all others by entries.
async function filesOf(transfer) {
  const dropped = [...transfer.items].filter((item) => item.kind === "file");
  const given = dropped.map((item) => ({
    file: item.getAsFile(),
    entry: item.webkitGetAsEntry?.(),
    handle: item.getAsFileSystemHandle?.(),
  }));
  const found = [];
  for (const { file, entry, handle } of given) {
    if (!entry?.isDirectory) found.push(file);
    else if (handle) await walkHandle(await handle, "", found);
    else await walkEntry(entry, found);
  }
  return found.filter(Boolean);
}

const byName = (one, other) => (one.name < other.name ? -1 : 1);

const at = (file, path) => Object.assign(file, { path });

async function walkHandle(folder, above, found) {
  const path = `${above}${folder.name}/`;
  const inside = [];
  for await (const each of folder.values()) inside.push(each);
  for (const each of inside.sort(byName)) {
    if (each.kind === "directory") await walkHandle(each, path, found);
    else found.push(at(await each.getFile(), `${path}${each.name}`));
  }
}

async function walkEntry(folder, found) {
  const reader = folder.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    inside.push(...some);
  }
  for (const each of inside.sort(byName)) {
    if (each.isDirectory) await walkEntry(each, found);
    else found.push(at(await new Promise((resolve, reject) => each.file(resolve, reject)), each.fullPath.replace(/^\//, "")));
  }
}

function clear() {
  received.length = 0;
  results = shown = null;
  $("list").replaceChildren();
  $("filter").value = "";
  $("detail").hidden = true;
  drawMatrices([]);
  tell();
  $("files").focus();
  say("The list is empty.");
}

// Feedback.

function replyLine(name) {
  const line = made("li", "", { class: "reply" });
  line.append(made("strong", name), " ", made("span", "waiting"));
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

async function reply(entries) {
  const request = { ask: "reply", fix_by: $("fix-by").value, attach_page: $("attach-page").checked };
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
  const lines = entries.map((entry) => replyLine(entry.said.file));
  for (const [nth, entry] of entries.entries()) {
    try {
      const { said, files: each } = await allKnown({ ...request, number: entry.number }, entries);
      waiting.push(...each.map(({ name, bytes }) => new File([bytes], name)));
      fillReply(lines[nth], said);
      answered += 1;
    } catch (error) {
      lines[nth].lastChild.textContent = error.message;
      lines[nth].lastChild.className = "bad";
    }
    $("replies-tally").textContent = `${answered} of ${entries.length} answered.`;
    if (waiting.reduce((sum, { size }) => sum + size, 0) > LARGEST_ARCHIVE) await save();
  }
  await save();
  $("print-replies").hidden = false;
  const lacking = received.length - entries.length;
  const others = lacking ? ` Not answered, since it could not be checked: ${lacking} of ${received.length}.` : "";
  say(`Saved ${archives === 1 ? "one zip file" : `${archives} zip files`}.${others}`);
}

// Fill in.

let begun = null; // what the form began with: it is begun again where the worker is
let entered = {};
let unsaved = false;

// A text that says what belongs in entries; it is seen where one of them has the focus.
function prompted(words) {
  const prompt = made("span", words, { id: `prompt-${document.querySelectorAll("#prompts > span").length}` });
  if (words) $("prompts").append(prompt);
  return words ? [prompt] : [];
}

function control(cell, label, lists, prompts) {
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
  input.dataset.prompt = prompts.map((each) => each.textContent).join(" ");
  input.dataset.described = prompts.map((each) => each.id).join(" ");
  input.setAttribute("aria-label", label);
  input.addEventListener("focus", () => {
    $("prompt").textContent = input.dataset.prompt;
  });
  input.addEventListener("input", () => {
    unsaved = true;
  });
  input.addEventListener("change", () => enter(input));
  return input;
}

function drawn(form) {
  $("prompts").replaceChildren();
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
      const label = made("label", field.label);
      label.append(control(field, field.label, form.lists, prompted(field.prompt)));
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
  head.append(made("td"), ...table.columns.map((column) => made("th", column.label, { scope: "col" })));
  const prompts = table.columns.map((column) => prompted(column.prompt));
  const body = made("tbody");
  for (const row of table.rows) {
    const line = made("tr");
    const head = made("th", row.head, { scope: "row" });
    if (row.beneath) head.append(made("span", row.beneath, { class: "beneath" }));
    line.append(head);
    const beneath = prompted(row.beneath);
    row.cells.forEach((cell, nth) => {
      const box = made("td");
      box.append(control(cell, `${row.head}, ${table.columns[nth].label}`, lists, [...beneath, ...prompts[nth]]));
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

function describe(input, ids) {
  if (ids.trim()) input.setAttribute("aria-describedby", ids.trim());
  else input.removeAttribute("aria-describedby");
}

function standing(state) {
  $("form-verdict").textContent = state.verdict;
  $("form-verdict").className = `verdict ${state.tone}`;
  $("form-lines").textContent = state.lines.join(" · ");
  $("form-counts").textContent = state.is_ready ? `Ready to send: ${state.counts}.` : `Not ready: ${state.counts}.`;
  for (const input of document.querySelectorAll("#sheets [data-entry]")) {
    input.removeAttribute("aria-invalid");
    describe(input, input.dataset.described);
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
      if (!input.parentElement.querySelector(".said")) {
        const wrong = each.severity === "error";
        describe(input, `open-${nth} ${input.dataset.described}`);
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
  $("form-result").replaceChildren();
  $("form-result-title").hidden = true;
  try {
    const { state } = (await core.ask({ ask: "enter", entered: { [input.dataset.entry]: input.value } })).said;
    standing(state);
    const found = state.open.find((each) => each.entry === input.dataset.entry);
    announce(found ? `${found.place}: ${found.message}` : $("form-counts").textContent);
  } catch (error) {
    say(error.message);
  }
}

function mayLeave() {
  return !begun || !unsaved || confirm("What you entered is not saved. Leave this form?");
}

async function beginForm(request, file = null) {
  if (!mayLeave()) return;
  say("One moment…");
  try {
    const files = file ? [await kept(file)] : [];
    const { said } = await core.ask(request, files);
    begun = { request, files };
    entered = {};
    unsaved = false;
    showForm(said);
    document.querySelector("#sheets [data-entry]:enabled")?.focus();
  } catch (error) {
    say(error.message);
  }
}

function showForm(said) {
  drawn(said);
  standing(said.state);
  $("beginning").hidden = true;
  $("form").hidden = false;
  $("prompt").textContent = "";
  $("form-result").replaceChildren();
  $("form-result-title").hidden = true;
  say("");
}

function leave() {
  if (!mayLeave()) return;
  begun = null;
  unsaved = false;
  $("form").hidden = true;
  $("beginning").hidden = false;
  $("kind").focus();
}

// What is asked for once.

function once(id, request, files, then) {
  $(id).addEventListener("click", async () => {
    const given = files();
    if (!given) return;
    await busy($(id), async () => then(await core.ask(request, given)));
  });
}

// Does something once at a time; its button keeps the focus.
async function busy(button, doing) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  say("One moment…");
  try {
    await doing();
  } catch (error) {
    say(error.message);
  }
  button.removeAttribute("aria-disabled");
}

const chosen = (...ids) => () => {
  const files = ids.map((id) => $(id).files[0]);
  if (files.every(Boolean)) return files;
  say(ids.length > 1 ? "Choose both files first." : "Choose a file first.");
  return null;
};

async function explain() {
  const word = $("word").value.trim();
  if (!word) {
    say("Type what is to be explained first.");
    return;
  }
  $("explained-box").hidden = true; // it is of another word
  await busy($("explain"), async () => {
    const { said } = await core.ask({ ask: "explain", word });
    $("explained-title").textContent = said.title;
    $("explained-lead").textContent = said.lead;
    showDocument("explained-page", said.page);
    $("explained-box").hidden = false;
    say("");
    $("explained-title").focus();
  });
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
  const taken = {
    files: take,
    folder: (files) => take(files.sort((one, other) => (called(one) < called(other) ? -1 : 1))),
    answered: take,
    before: ([file]) => beginFrom("previous", file),
    saved: ([file]) => beginFrom("saved", file),
    terms: ([file]) => takeTerms(file),
  };
  for (const id of Object.keys(taken)) {
    $(id).addEventListener("change", () => {
      const files = [...$(id).files];
      $(id).value = ""; // so that the same file can be chosen again
      if (files.length) taken[id](files);
    });
  }
  listenToDrops();
  $("filter").addEventListener("input", () => received.forEach(narrow));
  $("clear").addEventListener("click", clear);
  $("save").addEventListener("click", () => {
    const name = received.length === 1 ? `${received[0].file.name}.json` : "results.json";
    download({ name, bytes: results }, "application/json");
    say(`Saved ${name}.`);
  });
  $("to-feedback").addEventListener("click", () => {
    go("feedback");
    $("feedback-title").focus();
  });
  $("fix-here").addEventListener("click", () => {
    go("filling");
    beginFrom("saved", shown.file);
  });
  $("reply").addEventListener("click", async () => {
    const entries = compared();
    if (atWork) say("Wait until all reports are checked.");
    else if (!entries.length) say("Choose the reports first.");
    else await busy($("reply"), () => reply(entries));
  });
  once("make-next", { ask: "next" }, chosen("last"), ({ said, files }) => {
    files.forEach((file) => download(file));
    $("left-open").hidden = false;
    $("left-open").replaceChildren(...said.left_open.map((line) => made("li", line)));
    say(`Saved ${files[0].name}.${said.left_open.length ? " Not carried over, and left open:" : ""}`);
  });
  once("compare", { ask: "compare" }, chosen("older", "newer"), ({ said, files }) => {
    $("compared-title").textContent = said.title;
    $("compared-lead").textContent = said.lead;
    showDocument("compared", said.page);
    $("compared-box").hidden = false;
    $("save-compared").onclick = () => files.forEach((file) => download(file));
    say("");
    $("compared-title").focus();
  });
  for (const [id, result] of [["last", "left-open"], ["older", "compared-box"], ["newer", "compared-box"]]) {
    $(id).addEventListener("change", () => ($(result).hidden = true)); // it is of other files
  }
  $("begin").addEventListener("click", () => {
    const wanted = ["kind", "period", "facility", "mco"].map((id) => [id, $(id).value]);
    busy($("begin"), () => beginForm({ ask: "begin", ...Object.fromEntries(wanted) }));
  });
  $("explain").addEventListener("click", explain);
  $("word").addEventListener("focus", async () => {
    const { said } = await core.ask({ ask: "names" }).catch(() => ({ said: { names: [] } }));
    $("explained").replaceChildren(...said.names.map((name) => made("option", name, { value: name })));
  });
  $("word").addEventListener("keydown", (event) => event.key === "Enter" && explain());
  $("kind").addEventListener("change", offerPeriods);
  $("leave-form").addEventListener("click", leave);
  once("save-form", { ask: "completed" }, () => [], ({ files }) => {
    files.forEach((file) => download(file));
    unsaved = false;
    say(`Saved ${files[0].name}.`);
  });
  once("show-result", { ask: "result" }, () => [], ({ said }) => {
    showDocument("form-result", said.page);
    $("form-result-title").hidden = false;
    $("form-result-title").focus();
    say("");
  });
  window.addEventListener("beforeunload", (event) => {
    if (begun && unsaved) event.preventDefault();
  });
  $("no-terms").addEventListener("click", () => {
    $("terms").focus(); // since the button goes
    takeTerms(null);
  });
}

const beginFrom = (from, file) => beginForm({ ask: "begin", from }, file);

function listenToDrops() {
  const zone = $("drop");
  const hasFiles = (event) => event.dataTransfer.types.includes("Files");
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      zone.classList.toggle("over", name === "dragenter" || name === "dragover");
    });
  }
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    go("check");
    try {
      await take(await filesOf(event.dataTransfer));
    } catch (error) {
      say(`What was dropped cannot be read. ${error.message}`);
    }
  });
}

// Goes by the terms of a file from now on, or by none: all that is checked, or filled in, is checked by them again.
async function takeTerms(file) {
  try {
    const terms = file && (await kept(file));
    const { said } = await core.ask({ ask: "terms" }, terms ? [terms] : []);
    core.terms = terms;
    $("terms-said").textContent = said.terms;
    say(terms ? "Now all is checked with these terms." : "Now all is checked with the program's own numbers.");
    await about();
  } catch (error) {
    say(error.message);
    return;
  }
  if (begun) showForm((await core.ask({ ...begun.request, entered }, begun.files)).said);
  for (const entry of received) Object.assign(entry, { alone: null, said: null });
  received.forEach(fill);
  await check([...received]);
}

let periods = {}; // of each kind

function options(id, values) {
  const before = $(id).value;
  $(id).replaceChildren(...values.map(([value, words]) => made("option", words, { value })));
  if (values.some(([value]) => value === before)) $(id).value = before;
}

function offerPeriods() {
  options("period", periods[$("kind").value].map((period) => [period, period]));
}

async function about() {
  const { said } = await core.ask({ ask: "about" });
  $("versions").textContent = `vbpqip ${said.version}; ${said.program}`;
  options("kind", said.kinds.map((kind) => [kind.key, kind.title]));
  periods = Object.fromEntries(said.kinds.map((kind) => [kind.key, kind.periods]));
  offerPeriods();
  options("facilities", said.facilities.map((name) => [name, name]));
  options("mcos", said.mcos.map((name) => [name, name]));
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = said.words[place.dataset.word];
  $("no-terms").hidden = !said.terms;
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
  await rehearse().catch(() => {});
  reached("rehearsed");
}

function reached(name) {
  document.documentElement.dataset[name] = "yes";
  performance.mark(name);
}

// What takes time once, it takes before somebody waits for it.
async function rehearse() {
  const report = new File([await part("rehearsal")], "rehearsal.xlsx");
  await core.ask({ ask: "check", number: 0 }, [report]);
  await core.ask({ ask: "together", among: [0] });
}

window.page = { received, core, isAtWork: () => atWork > 0, results: () => new TextDecoder().decode(results) }; // for who looks into it from outside
document.addEventListener("DOMContentLoaded", begin);
