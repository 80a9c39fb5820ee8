"use strict";
// Tables can be sorted by a click on a heading, or Enter, and the first ones filtered; without this script they are as they are.
// A heading's button is no <button>: on paper those are missing from the second page on.
const compare = new Intl.Collator("en", { numeric: true }).compare;
for (const table of document.querySelectorAll("table.sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const sort = () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((each) => each.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.order ?? row.cells[column].textContent.trim();
      const rows = [...table.tBodies[0].rows].sort((a, b) => compare(key(a), key(b)) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    };
    const button = document.createElement("span");
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", sort);
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        sort();
      }
    });
  });
}

function labelled(words, field) {
  const label = document.createElement("label");
  label.append(words, field);
  return label;
}

function choice(all, values) {
  const select = document.createElement("select");
  select.append(new Option(all, ""), ...values.map((each) => new Option(each, each)));
  return select;
}

for (const table of document.querySelectorAll("table.matrix")) {
  const rows = [...table.tBodies[0].rows];
  const parties = rows[0].cells.length - rows[0].querySelectorAll("[data-order]").length;
  const periods = [...table.tHead.rows[0].cells].slice(parties).map((each) => each.textContent);
  const words = [...new Set([...table.querySelectorAll("[data-word]")].map((each) => each.dataset.word))].sort();
  const name = document.createElement("input");
  name.type = "search";
  const word = choice("all", words);
  const period = choice("any", periods);
  const count = document.createElement("output");
  const filter = () => {
    const wanted = name.value.trim().toLowerCase();
    const shown = rows.filter((row) => {
      const cells = [...row.cells];
      const named = cells.slice(0, parties).some((each) => each.textContent.toLowerCase().includes(wanted));
      const of = cells.slice(parties).filter((_, nth) => !period.value || periods[nth] === period.value);
      row.hidden = !named || (word.value !== "" && !of.some((each) => each.dataset.word === word.value));
      return !row.hidden;
    });
    count.textContent = `${shown.length} of ${rows.length}`;
  };
  const bar = document.createElement("div");
  bar.className = "filter";
  bar.append(labelled("Name", name), labelled("Verdict", word));
  if (periods.length > 1) bar.append(labelled("Period", period));
  bar.append(count);
  table.parentElement.before(bar);
  for (const field of [name, word, period]) field.addEventListener("input", filter);
  filter();
  for (const tile of document.querySelectorAll(".tiles a")) {
    if (words.includes(tile.dataset.word) && periods.includes(tile.dataset.period)) {
      tile.addEventListener("click", () => {
        name.value = "";
        word.value = tile.dataset.word;
        period.value = tile.dataset.period;
        filter();
      });
    }
  }
}
