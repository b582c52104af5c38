/* On an agreement's form: what the chosen type expects, beside the choice, and the last day it proposes. */
"use strict";
{
  const field = (name) => document.getElementById(`id_${name}`);
  const type = field("instrument"), start = field("effective_on"), end = field("ends_on");
  const types = document.querySelector("details.types");

  // [year, month, day] as far as known; the shapes are those that the server reads.
  const read = (text) => {
    const iso = text.trim().match(/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/);
    if (iso) return iso.slice(1);
    const local = text.trim().match(/^(?:(?:(\d{1,2})[/. -])?(\d{1,2})[/. -])?(\d{4})$/);
    return local && local.slice(1).reverse();
  };

  const two = (number) => String(number).padStart(2, "0");

  // The last day of so many months, as precise as the first: 01/11/2016, 48 -> 31/10/2020; 11/2016 -> 10/2020.
  const lastDay = (text, months) => {
    const parts = read(text);
    if (!parts) return "";
    const [year, month, day] = parts.map((part) => part && Number(part));
    if (!month) return months % 12 ? "" : String(year + months / 12 - 1);
    const last = new Date(Date.UTC(year, month - 1 + months, 1));
    const length = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0)).getUTCDate();
    last.setUTCDate((day ? Math.min(day, length) : 1) - 1);
    const ending = `${two(last.getUTCMonth() + 1)}/${last.getUTCFullYear()}`;
    return day ? `${two(last.getUTCDate())}/${ending}` : ending;
  };

  if (types && type && start && end) {
    const row = type.closest(".form-row");
    const told = row.querySelector(".expected") || document.createElement("p");
    told.className = "expected";
    told.setAttribute("role", "status");
    if (!told.isConnected) row.append(told);

    const proposal = document.createElement("button");
    proposal.type = "button";
    proposal.className = "proposal";
    end.closest(".flex-container").append(proposal);

    const tell = () => {
      const entry = document.querySelector(`[data-type="${CSS.escape(type.value)}"]`);
      const months = Number(entry && entry.dataset.months);
      const day = months && !end.value ? lastDay(start.value, months) : "";
      told.textContent = entry ? entry.querySelector("span").textContent : "";
      proposal.hidden = !day;
      proposal.value = day;
      proposal.textContent = types.dataset.proposal.replace("DAY", day);
    };

    proposal.addEventListener("click", () => {
      end.value = proposal.value;
      end.focus();
      tell();
    });
    type.addEventListener("change", tell);
    start.addEventListener("input", tell);
    end.addEventListener("input", tell);
    tell();
  }
}
