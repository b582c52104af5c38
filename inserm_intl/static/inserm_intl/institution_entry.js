/* On an institution's form: what could be meant while one types, and a choice from the registry fills the form. */
"use strict";
{
  const entry = document.getElementById("institution-entry");
  const field = (name) => document.getElementById(`id_${name}`);
  const NAMES = ["name_fr", "name_en", "name_es", "native_name", "acronym"];
  const FEWEST = 2, PAUSE = 200;

  // Show in a box the piece of page for what is typed; an answer that comes after a newer question is dropped.
  const asker = (box) => {
    let waiting, asked = 0;
    return (question, text) => {
      clearTimeout(waiting);
      const number = ++asked;
      if (text.trim().length < FEWEST) {
        box.replaceChildren();
        return;
      }
      waiting = setTimeout(async () => {
        const linked = question === "name" ? field("ror_id")?.value : "";
        const asking = new URLSearchParams({ [question]: text, linked, own: entry.dataset.own || "" });
        const answer = await fetch(`${entry.dataset.propose}?${asking}`);
        const piece = answer.ok ? await answer.text() : "";
        if (number === asked) box.innerHTML = piece;
      }, PAUSE);
    };
  };

  const setField = (name, value, label) => {
    const box = field(name);
    if (!box) return;
    // The list of countries holds only those that were looked for.
    if (value && box.tagName === "SELECT" && !box.querySelector(`option[value="${CSS.escape(value)}"]`)) {
      box.append(new Option(label, value));
    }
    box.value = value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (values) => {
    const { country_name: country, ...fields } = values;
    for (const [name, value] of Object.entries(fields)) setField(name, value, country);
    const told = entry.querySelector("[data-filled]");
    document.querySelectorAll(".proposals").forEach((box) => box.replaceChildren());
    if (told) told.textContent = told.dataset.filled.replace("NAME", fields.name_fr || fields.name_en);
    const first = field("name_fr");
    first.dispatchEvent(new Event("input"));
    first.focus();
  };

  if (entry) {
    const search = document.getElementById("registry-search");
    if (search) {
      const ask = asker(entry.querySelector(".proposals"));
      search.addEventListener("input", () => ask("q", search.value));
      search.form.addEventListener("submit", (event) => {
        const first = search.form.querySelector(".proposals a");
        if (!first) return;
        event.preventDefault();
        first.focus();
      });
      if (!NAMES.some((name) => field(name)?.value)) search.focus();
    }
    for (const box of NAMES.map(field)) {
      const row = box && box.closest(".form-row");
      if (!row) continue;
      const alike = row.querySelector(":scope > .proposals") || document.createElement("div");
      alike.className = "proposals";
      alike.setAttribute("role", "status");
      row.append(alike);
      const ask = asker(alike);
      box.addEventListener("input", () => ask("name", box.value));
    }
    document.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-fill]");
      if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      fill(JSON.parse(chosen.dataset.fill));
    });
  }
}
