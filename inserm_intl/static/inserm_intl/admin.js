/* What stock admin lacks: names for the boxes of its autocomplete fields, and a form that is sent once. */
"use strict";
{
  const nameOf = (select) => {
    const label = select.labels && select.labels[0];
    return label ? label.textContent.trim().replace(/\s*:$/, "") : select.getAttribute("aria-label") || "";
  };

  // select2 builds a box beside each select, without a name that a screen reader could say.
  const nameBox = (box) => {
    const select = box.previousElementSibling;
    if (!select || select.tagName !== "SELECT") return;
    const name = nameOf(select);
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      if (part.getAttribute("aria-label") !== name) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", name);
      }
    }
  };

  const nameAll = () => {
    document.querySelectorAll(".select2-container").forEach(nameBox);
    const open = document.querySelector("select.select2-hidden-accessible + .select2-container--open");
    const search = document.querySelector(".select2-dropdown .select2-search__field");
    if (open && search) search.setAttribute("aria-label", nameOf(open.previousElementSibling));
  };

  nameAll();
  document.getElementById("searchbar")?.setAttribute("aria-label", document.querySelector("#changelist-search [type=submit]").value);

  // The column of the delete boxes' rows has no heading: it is a cell.
  document.querySelectorAll("th.original:empty").forEach((heading) => {
    const cell = document.createElement("td");
    cell.className = "original";
    heading.replaceWith(cell);
  });

  // The box of another record stands beside its select, which is out of sight: it takes the focus.
  const boxOf = (field) => (field?.matches(".select2-hidden-accessible") ? field.nextElementSibling.querySelector("[role=combobox]") : null);
  window.addEventListener("load", () => boxOf(document.querySelector("[autofocus]"))?.focus());
  document.querySelectorAll(".wrong a").forEach((link) => {
    link.addEventListener("click", (event) => {
      const box = boxOf(document.querySelector(link.hash));
      if (box) event.preventDefault();
      box?.focus();
    });
  });

  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });

  // "/" goes to the search box, from anywhere but a box in which one types.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], [role=textbox], [role=combobox]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const box = document.querySelector(".desk-search input");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // A menu closes by Escape, which leads back to its name, and when one goes elsewhere.
  const closeMenus = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== but) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const going of ["click", "focusin"]) document.addEventListener(going, (event) => closeMenus(event.target.closest("details.menu")));

  // A second click would be refused as an edit of a record that has just changed.
  document.addEventListener("submit", (event) => {
    // A look at the public page, in another window, sends the form without saving it.
    if (event.submitter?.formTarget === "_blank") return;
    if (event.target.dataset.sent) event.preventDefault();
    else if (!event.defaultPrevented) event.target.dataset.sent = "yes";
  });
  // Back in the page by the browser's button: it may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
}
