"use strict";
(() => {
  const text = document.getElementById("text");
  const card = document.getElementById("card");
  if (!text) return;
  const hint = card.firstElementChild;
  const rowOf = (id) => document.getElementById(id);

  const headings = (row) => [...row.closest("table").querySelectorAll("thead th")].map((cell) => cell.textContent);

  const describe = (id) => {
    const row = rowOf(id);
    if (!row) return null;
    const list = document.createElement("dl");
    const names = headings(row);
    [...row.cells].forEach((cell, i) => {
      const words = cell.querySelector("abbr")?.title ?? cell.textContent.replace(/\s+/g, " ").trim();
      if (!words) return;
      list.append(
        Object.assign(document.createElement("dt"), { textContent: names[i] }),
        Object.assign(document.createElement("dd"), { textContent: words }),
      );
    });
    return list;
  };

  const light = (ids) => {
    document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    for (const id of ids) {
      text.querySelectorAll(`[data-ids~="${CSS.escape(id)}"]`).forEach((mark) => mark.classList.add("lit"));
      rowOf(id)?.classList.add("lit");
      document.querySelectorAll(`.quote[data-id="${CSS.escape(id)}"]`).forEach((q) => q.classList.add("lit"));
    }
  };

  const show = (mark) => {
    const ids = mark.dataset.ids.split(" ");
    card.replaceChildren(...ids.map(describe).filter(Boolean));
    light(ids);
  };

  const clear = () => {
    card.replaceChildren(hint);
    light([]);
  };

  const markAt = (event) => event.target.closest?.(".mark:not(.off)");
  for (const kind of ["mouseover", "focusin"]) {
    text.addEventListener(kind, (event) => {
      const mark = markAt(event);
      if (mark) show(mark);
    });
  }
  text.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (mark) {
      event.preventDefault();
      show(mark);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  document.querySelectorAll("tr[id], .quote").forEach((element) => {
    element.addEventListener("mouseenter", () => light([element.id || element.dataset.id]));
  });

  const layers = ["facility", "product", "level", "claim", "actor"];
  const hidden = new Set();
  const refresh = () => {
    text.querySelectorAll(".mark").forEach((mark) => {
      const off = layers.filter((layer) => mark.classList.contains(layer)).every((layer) => hidden.has(layer));
      mark.classList.toggle("off", off);
      mark.tabIndex = off ? -1 : 0;
    });
  };
  document.querySelectorAll("[data-layer]").forEach((box) => {
    box.addEventListener("change", () => {
      const layer = box.dataset.layer;
      if (layer === "chrome") {
        text.classList.toggle("show-chrome", box.checked);
        return;
      }
      if (box.checked) hidden.delete(layer);
      else hidden.add(layer);
      refresh();
    });
  });
  refresh();
})();
