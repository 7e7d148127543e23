"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PAGE = { gaps: 25, facilities: 100 };
  const VERDICTS = {
    contradicted: "✗ contradicted", consistent: "✓ consistent", admitted: "! admitted",
    official_only: "only officials", ground_only: "only on the spot",
  };
  const ORDER = Object.keys(VERDICTS);
  const SVG = "http://www.w3.org/2000/svg";
  const statements = data.statements.map(
    ([article, side, by, topic, text, sentence, sign, status, value, date]) =>
      ({ article: data.articles[article], side, by, topic, text, sentence, sign, status, value, date }));
  const facilities = new Map(data.facilities.map((facility) => [facility.id, facility]));
  const shown = { ...PAGE };

  const el = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const svg = (tag, attributes, ...children) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const words = (status) => (status ?? "").replace("_", " ");
  const said = (s) => [s.value, words(s.status)].filter(Boolean).join(" ") || s.text;

  // Filters
  const form = document.getElementById("filters");
  const choices = (name, values) => {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    const options = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 300);
    form.elements[name].append(...options.map(([value, n]) => el("option", { value, text: `${value} (${n})` })));
    if (!counts.size) form.elements[name].closest("label").hidden = true;
  };
  choices("region", data.facilities.map((f) => f.region));
  choices("product", data.facilities.flatMap((f) => f.products));
  choices("programme", data.facilities.map((f) => f.programme));

  const haystack = new Map(data.facilities.map((f) => [f.id,
    [f.name, ...f.names, f.place, f.region, f.operator, f.programme, ...f.products].join(" ").toLowerCase()]));
  const filter = () => Object.fromEntries(new FormData(form));
  const inTime = (s, f) => (!f.from || (s.date ?? "") >= f.from) && (!f.to || (s.date ?? "9") <= f.to + "~");
  const bySide = (s, f) => !f.side || (f.side === "official") === (s.side === "official");
  const fits = (facility, f) =>
    (!f.region || facility.region === f.region) &&
    (!f.product || facility.products.includes(f.product)) &&
    (!f.programme || facility.programme === f.programme);
  const hasText = (facility, ids, text) =>
    !text || (facility && haystack.get(facility.id).includes(text)) ||
    ids.some((i) => `${statements[i].text} ${statements[i].sentence} ${statements[i].by}`.toLowerCase().includes(text));
  const keeps = (facility, f) =>
    fits(facility, f) && hasText(facility, facility.events, f.text.trim().toLowerCase()) &&
    (!(f.from || f.to || f.side) || facility.events.some((i) => inTime(statements[i], f) && bySide(statements[i], f)));

  // The gap
  const quote = (i) => {
    const s = statements[i];
    const origin = [s.by || "the article itself", s.article[1] !== s.by ? s.article[1] : null, s.date];
    return el("blockquote", { class: "quote" },
      el("p", {}, `“${s.text}”`, s.value ? el("b", { class: "value", text: ` ${s.value}` }) : null),
      s.sentence && s.sentence !== s.text
        ? el("details", {}, el("summary", { text: "evidence" }), el("p", { text: `“${s.sentence}”` }),
            el("p", { class: "none", text: [s.article[0], s.article[3]].filter(Boolean).join(" · ") }))
        : null,
      el("footer", { text: origin.filter(Boolean).join(" · ") }));
  };
  const FIRST = 3;
  const quotes = (ids) => {
    if (!ids.length) return [el("p", { class: "none", text: "say nothing of it" })];
    const rest = ids.slice(FIRST);
    if (!rest.length) return ids.map(quote);
    const more = el("details", {}, el("summary", { text: `${rest.length} more` }));
    more.addEventListener("toggle", () => more.append(...rest.map(quote)), { once: true });
    return [...ids.slice(0, FIRST).map(quote), more];
  };
  const gapCard = (gap) => {
    const facility = facilities.get(gap.facility);
    const name = facility
      ? el("button", { type: "button", class: "link", text: facility.name, onclick: () => detail(facility) })
      : el("small", { text: "factories in general" });
    return el("article", { class: `gap ${gap.verdict}` },
      el("h3", {}, `${gap.topic} `, name, facility?.region ? el("small", { text: ` ${facility.region}` }) : null),
      el("div", { class: "sides" },
        el("div", { class: "official" }, el("h4", { text: "Officials" }), ...quotes(gap.official)),
        el("p", { class: "verdict", text: VERDICTS[gap.verdict] }),
        el("div", { class: "ground" }, el("h4", { text: "On the spot" }), ...quotes(gap.ground))));
  };
  const gapOrder = [...data.gaps].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const keepsGap = (gap, f) => {
    const ids = [...gap.official, ...gap.ground];
    const facility = facilities.get(gap.facility);
    if (facility ? !fits(facility, f) : f.region || f.product || f.programme) return false;
    if (f.side && !gap[f.side].length) return false;
    return ids.some((i) => inTime(statements[i], f)) && hasText(facility, ids, f.text.trim().toLowerCase());
  };

  // Levels over time, officials above the line, the spot below it
  const days = (iso) => Date.parse(iso.length === 7 ? `${iso}-01` : iso) / 864e5;
  const dated = statements.filter((s) => s.date && s.status);
  const first = dated.reduce((least, s) => Math.min(least, days(s.date)), Infinity);
  const last = dated.reduce((most, s) => Math.max(most, days(s.date)), -Infinity);
  const strip = (facility) => {
    const events = facility.events.map((i) => statements[i]).filter((s) => s.status && s.date);
    if (!events.length) return null;
    const title = events.map((s) => `${s.date}: ${words(s.status)} (${s.side})`).join("\n");
    const picture = svg("svg", { viewBox: "0 0 120 24", class: "strip", role: "img", "aria-label": title },
      svg("title", {}), svg("line", { x1: 0, x2: 120, y1: 12, y2: 12 }));
    picture.firstChild.textContent = title;
    for (const s of events) {
      const x = last > first ? 4 + (112 * (days(s.date) - first)) / (last - first) : 60;
      const y = s.side === "official" ? 6 : 18;
      const d = s.sign > 0 ? `M${x - 3} ${y + 3}h6l-3 -6z` : `M${x - 3} ${y - 3}h6l-3 6z`;
      picture.append(svg("path", { d, class: s.sign > 0 ? "good" : "bad" }));
    }
    return picture;
  };

  // Map
  const toneOf = (facility) => {
    const i = facility.now.ground ?? facility.now.outlet;
    if (i === undefined) return "unknown";
    const { status } = statements[i];
    if (status === "reduced") return "reduced";
    return ["halted", "near_halt", "not_started"].includes(status) ? "halted" : "good";
  };
  const SHAPES = {
    good: (x, y, r) => ["path", { d: `M${x - r} ${y + r * 0.8}h${2 * r}L${x} ${y - r}z` }],
    halted: (x, y, r) => ["path", { d: `M${x - r} ${y - r * 0.8}h${2 * r}L${x} ${y + r}z` }],
    reduced: (x, y, r) => ["rect", { x: x - r * 0.8, y: y - r * 0.8, width: r * 1.6, height: r * 1.6 }],
    unknown: (x, y, r) => ["circle", { cx: x, cy: y, r: r * 0.8 }],
  };
  const placed = data.facilities.filter((f) => f.at);
  const map = document.getElementById("map");
  const marks = svg("g", {});
  let project = null;
  const drawMap = () => {
    if (!placed.length) {
      map.closest("section").hidden = true;
      return;
    }
    const xs = placed.map((f) => f.at[0]);
    const ys = placed.map((f) => f.at[1]);
    const pad = Math.max(1.2, 0.06 * (Math.max(...xs) - Math.min(...xs)));
    const [west, east, south, north] =
      [Math.min(...xs) - pad, Math.max(...xs) + pad, Math.min(...ys) - pad, Math.max(...ys) + pad];
    const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
    const width = (east - west) * squeeze;
    const scale = 1000 / width;
    project = ([lon, lat]) => [(lon - west) * squeeze * scale, (north - lat) * scale];
    map.setAttribute("viewBox", `0 0 1000 ${Math.min(1400, (north - south) * scale).toFixed(0)}`);
    const d = data.outline.map((line) => {
      let path = "";
      for (let i = 0; i < line.length; i += 2) {
        const [x, y] = project([line[i], line[i + 1]]);
        path += `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      }
      return path;
    }).join("");
    map.append(svg("path", { d, class: "coast" }), marks);
  };
  const drawMarks = (kept) => {
    if (!project) return;
    const taken = new Map();
    marks.replaceChildren(...kept.filter((f) => f.at).slice(0, 2000).map((facility) => {
      const nth = taken.get(String(facility.at)) ?? 0;
      taken.set(String(facility.at), nth + 1);
      const turn = nth * 2.4; // plants of one town stand around it, none upon another
      const [x, y] = project(facility.at).map((c, i) => c + 18 * Math.sqrt(nth) * (i ? Math.sin(turn) : Math.cos(turn)));
      const tone = toneOf(facility);
      const [tag, attributes] = SHAPES[tone](x, y, 9);
      const mark = svg(tag, { ...attributes, class: `dot ${tone}`, tabindex: 0, role: "button" });
      const title = svg("title", {});
      title.textContent = `${facility.name}${facility.place ? `, ${facility.place}` : ""}: ${tone}`;
      mark.append(title);
      mark.addEventListener("click", () => detail(facility));
      mark.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // or the same key press closes the dialog that it has opened
        detail(facility);
      });
      return mark;
    }));
  };

  // Facilities
  const now = (i) => {
    if (i === undefined) return el("td", { class: "none", text: "–" });
    const s = statements[i];
    return el("td", {}, el("span", { text: said(s), title: s.sentence || s.text }),
      s.date ? el("small", { text: ` ${s.date}` }) : null);
  };
  const row = (facility) => {
    const whole = facilities.get(facility.part_of);
    return el("tr", {},
      el("th", { scope: "row" },
        el("button", { type: "button", class: "link", text: facility.name, onclick: () => detail(facility) }),
        el("small", { text: ` ${whole ? `part of ${whole.name}` : facility.type}` })),
      el("td", { text: [facility.place, facility.region].filter(Boolean).join(", ") }),
      el("td", { text: facility.products.slice(0, 6).join(", ") }),
      now(facility.now.official), now(facility.now.ground ?? facility.now.outlet),
      el("td", {}, strip(facility)));
  };
  const byWeight = [...data.facilities].sort((a, b) => b.events.length - a.events.length);

  // One facility
  const dialog = document.getElementById("detail");
  const detail = (facility) => {
    document.getElementById("detail-title").textContent = facility.name;
    const facts = [facility.type, facility.place, facility.region, facility.operator, facility.programme];
    document.getElementById("detail-body").replaceChildren(
      el("p", { class: "none", text: facts.filter(Boolean).join(" · ") }),
      facility.names.length ? el("p", { text: `Also called ${facility.names.join(", ")}` }) : "",
      facility.products.length ? el("p", { text: `Makes ${facility.products.join(", ")}` }) : "",
      strip(facility) ?? "",
      el("div", { class: "events" }, ...facility.events.slice(0, 200).map((i) =>
        el("div", { class: statements[i].side === "official" ? "official" : "ground" },
          el("h4", { text: [statements[i].topic, words(statements[i].status)].filter(Boolean).join(": ") }), quote(i)))));
    dialog.showModal();
  };

  const draw = () => {
    const f = filter();
    const kept = byWeight.filter((facility) => keeps(facility, f));
    const keptGaps = gapOrder.filter((gap) => keepsGap(gap, f));
    document.getElementById("count").textContent = `${kept.length} facilities, ${keptGaps.length} gaps`;
    document.getElementById("gaps").replaceChildren(...keptGaps.slice(0, shown.gaps).map(gapCard));
    document.querySelector("#facilities tbody").replaceChildren(...kept.slice(0, shown.facilities).map(row));
    drawMarks(kept);
    const totals = { gaps: keptGaps.length, facilities: kept.length };
    for (const button of document.querySelectorAll("[data-more]")) {
      button.hidden = totals[button.dataset.more] <= shown[button.dataset.more];
    }
  };
  for (const button of document.querySelectorAll("[data-more]")) {
    button.addEventListener("click", () => {
      shown[button.dataset.more] *= 4;
      draw();
    });
  }
  let waiting = 0;
  const redraw = () => {
    Object.assign(shown, PAGE);
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  };
  form.addEventListener("input", redraw);
  form.addEventListener("reset", () => setTimeout(redraw));
  form.addEventListener("submit", (event) => event.preventDefault());
  drawMap();
  draw();
})();
