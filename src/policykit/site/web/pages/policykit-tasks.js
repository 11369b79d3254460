// 任务清单: who must do what by when, for the chosen division; loaded by its own page only.
(() => {
  "use strict";

  const { fill, make, today, onChoice, load, current, isOver, concerns, changeButton } = policykitCounty;
  const place = document.querySelector(".tasks"),
    status = place?.querySelector(".tasks-status"),
    result = place?.querySelector(".tasks-result");
  if (!(place instanceof HTMLElement) || !status || !result) return;
  /** @type {TaskWords} */
  const words = JSON.parse(place.dataset.words ?? "{}");
  const root = document.documentElement.dataset.content_root ?? "";
  const NATION = "000000",
    DAY = 86_400_000,
    OUT = new Set(["expired", "repealed", "not_yet"]);

  /** @type {(months: number) => string} */
  const later = (months) => {
    const [year, month, day] = today.split("-").map(Number);
    const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
  };
  const SOON = later(3),
    YEAR = later(12);
  /** @type {Record<string, (due: string) => boolean>} */
  const PERIODS = {
    all: () => true,
    soon: (due) => due >= today && due <= SOON,
    year: (due) => due >= today && due <= YEAR,
    later: (due) => due > YEAR,
    past: (due) => due !== "" && due < today,
    undated: (due) => due === "",
  };
  /** @type {(day: string) => string} */
  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return fill(words.day, { year, month, date });
  };
  // What is next stands first; then what is over, the latest first; what has no day stands last.
  /** @type {(due: string) => [number, string]} */
  const orderOf = (due) => [due === "" ? 2 : Number(due < today), due];
  /** @type {(one: Task, other: Task) => number} */
  const byDay = (one, other) => {
    const [[a, first], [b, second]] = [orderOf(one.due), orderOf(other.due)];
    const order = first < second ? -1 : Number(first > second);
    return a - b || (a === 1 ? -order : order);
  };

  // --- what is to be done ----------------------------------------------------------------------------------

  /** @type {(county: County) => Promise<Task[]>} */
  const tasksOf = async (county) => {
    const province = county.lineage[1]?.[0] ?? "";
    const nation = await load(NATION);
    const codes = nation.parts.includes(province) ? [NATION, province] : [NATION];
    /** @type {TaskPart[]} */
    const parts = await Promise.all(codes.map((code) => load(`tasks-${code}`)));
    // A level is called by the name of the chosen division, or of what it lies in.
    const named = new Map(
      county.lineage.flatMap(([code, name]) => {
        const rank = [NATION, "0000", "00", ""].findIndex((end) => code.endsWith(end));
        return rank ? [[words.levels[rank], name]] : [];
      }),
    );
    const found = new Map();
    for (const { policies, tasks } of parts.filter(Boolean)) {
      const isOut = policies.map(([, , , , phases]) => {
        const [, standing] = phases.filter(([from]) => from <= today).at(-1) ?? phases[0];
        return OUT.has(standing);
      });
      for (const [due, at, bound, rank, bodies, name, asked, uri, modality, label, id] of tasks) {
        if (isOut[at] || found.has(uri) || !isOver(bound) || !concerns(bound, rank)) continue;
        const who = [...new Set(bodies.map((body) => named.get(body) ?? body))];
        const source = fill(words.source, { title: policies[at][0], place: label });
        const title = policies[at][0];
        found.set(uri, { due, who, name, asked, uri: root + uri, modality, source, title, label, id });
      }
    }
    return [...found.values()].sort(byDay);
  };
  /** The chosen division itself stands first. @type {(listed: Task[], own: string) => Map<string, Task[]>} */
  const byBody = (listed, own) => {
    /** @type {Map<string, Task[]>} */
    const made = new Map(listed.some(({ who }) => who.includes(own)) ? [[own, []]] : []);
    for (const task of listed) for (const body of task.who) made.set(body, [...(made.get(body) ?? []), task]);
    return made;
  };

  // --- the list --------------------------------------------------------------------------------------------

  /** @type {(due: string) => (string | Node)[]} */
  const dueOf = (due) => {
    if (!due) return [make("span", { className: "undated", textContent: words.undated })];
    const days = (Date.parse(due) - Date.parse(today)) / DAY;
    const left = days > 0 ? words.left : days ? words.past : words.today;
    const said = make("span", { className: "check-note", textContent: fill(left, { days }) });
    return [make("time", { dateTime: due, textContent: due }), said];
  };
  /** @type {(task: Task, body: string) => HTMLTableRowElement} */
  const rowOf = (task, body) => {
    const others = task.who.filter((one) => one !== body).join(words.joint);
    const jointly = make("span", { className: "check-note", textContent: fill(words.jointly, { others }) });
    const cells = [
      [make("a", { href: task.uri, textContent: task.name }), ...(others ? [jointly] : [])],
      [task.asked],
      dueOf(task.due),
      [task.modality],
      [make("bdi", { textContent: task.source })],
    ];
    return make(
      "tr",
      { className: task.due && task.due < today ? "due-over" : "" },
      ...cells.map((inside, at) => {
        const cell = make("td", {}, ...inside);
        cell.dataset.label = words.heads[at];
        return cell;
      }),
    );
  };
  /** @type {(body: string, listed: Task[]) => HTMLElement} */
  const tableOf = (body, listed) => {
    const heads = words.heads.map((head) => make("th", { scope: "col", textContent: head }));
    const title = make("h2", { className: "tasks-body" });
    title.textContent = fill(words.caption, { body, count: listed.length });
    const table = make(
      "table",
      { className: "checks-table stacked tasks-table" },
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...listed.map((task) => rowOf(task, body))),
    );
    table.setAttribute("aria-label", title.textContent);
    return make("section", {}, title, table);
  };
  /** @type {(label: string, options: [string, string][]) => [HTMLElement, HTMLSelectElement]} */
  const choiceOf = (label, options) => {
    const listed = options.map(([value, textContent]) => make("option", { value, textContent }));
    const select = make("select", {}, ...listed);
    return [make("label", {}, `${label} `, select), select];
  };

  // A cell that a spreadsheet would take for a formula begins with an apostrophe, as in other files.
  /** @type {(text: string) => string} */
  const cellOf = (text) => {
    const safe = /^\s*[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  /** @type {(text: string, type: string, download: string) => void} */
  const hand = (text, type, download) => {
    const href = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), DAY / 1440);
  };
  /** @type {(name: string, bodies: Map<string, Task[]>) => void} */
  const save = (name, bodies) => {
    const rows = [...bodies].flatMap(([body, listed]) =>
      listed.map(({ due, who, name: task, asked, modality, title, label }) => {
        const others = who.filter((one) => one !== body).join(words.joint);
        return [body, task, asked, due || words.undated, modality, others, title, label];
      }),
    );
    const lines = [words.file_heads, ...rows].map((cells) => cells.map(cellOf).join(","));
    hand(`\ufeff${lines.join("\r\n")}\r\n`, "text/csv", fill(words.file, { name, today }));
  };

  // A calendar of whole days (RFC 5545). As in those of the site an event has the id of its requirement, and
  // its sequence is the day of making, so that what is saved anew moves and never doubles.
  /** @type {(text: string) => string} */
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
  /** Lines of at most 75 octets; no character is cut. @type {(line: string) => string} */
  const folded = (line) => {
    const parts = [""];
    let size = 0;
    for (const char of line) {
      const width = new TextEncoder().encode(char).length;
      if (size + width > 75) {
        parts.push(" ");
        size = 1;
      }
      parts[parts.length - 1] += char;
      size += width;
    }
    return parts.join("\r\n");
  };
  /** @type {(name: string, tasks: Task[], base: string, day: string) => string} */
  const calendarOf = (name, tasks, base, day) => {
    const stamp = `${day.replaceAll("-", "")}T000000Z`;
    const sequence = (Date.parse(day) - Date.parse("2020-01-01")) / DAY;
    const listed = tasks.flatMap(({ id, due, name: task, asked, source, who, modality, uri }) => {
      const next = new Date(Date.parse(due) + DAY).toISOString().slice(0, 10);
      const told = fill(words.event_told, { source, bodies: who.join(words.joint), modality });
      // A page on a disk has no address for others.
      const page = base.startsWith("http") ? [`URL:${new URL(uri, base).href}`] : [];
      return [
        "BEGIN:VEVENT",
        `UID:${escaped(id)}@policykit`,
        `DTSTAMP:${stamp}`,
        `SEQUENCE:${sequence}`,
        `DTSTART;VALUE=DATE:${due.replaceAll("-", "")}`,
        `DTEND;VALUE=DATE:${next.replaceAll("-", "")}`,
        `SUMMARY:${escaped(fill(words.event, { name: task, asked }))}`,
        `DESCRIPTION:${escaped(told)}`,
        ...page,
        `LAST-MODIFIED:${stamp}`,
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        "END:VEVENT",
      ];
    });
    const head = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//policykit//calendar//ZH",
      "CALSCALE:GREGORIAN",
    ];
    const title = ["METHOD:PUBLISH", `X-WR-CALNAME:${escaped(fill(words.calendar_name, { name }))}`];
    return [...head, ...title, ...listed, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
  };

  /** @type {(county: County, tasks: Task[]) => void} */
  const show = (county, tasks) => {
    const bodies = byBody(tasks, county.name);
    /** @type {(test: string) => number} */
    const count = (test) => tasks.filter(({ due }) => PERIODS[test](due)).length;
    status.replaceChildren(
      fill(words.found, {
        today: spoken(today),
        name: county.name,
        count: tasks.length,
        bodies: bodies.size,
        coming: count("year"),
        past: count("past"),
      }),
      " ",
      change,
    );
    const all = /** @type {[string, string]} */ (["", words.every_body]);
    const [byWhom, whom] = choiceOf(words.body, [
      all,
      ...[...bodies].map(
        ([body, { length }]) => /** @type {[string, string]} */ ([body, `${body} ${length}`]),
      ),
    ]);
    const kept = Object.entries(words.periods).filter(([test]) => test === "all" || count(test));
    const [byWhen, when] = choiceOf(
      words.when,
      kept.map(([test, label]) => [test, test === "all" ? label : `${label} ${count(test)}`]),
    );
    const shown = make("output", { className: "table-count" });
    const lists = make("div", {});
    const asked = () => {
      const listed = [...bodies].flatMap(([body, own]) => {
        const some = own.filter(({ due }) => PERIODS[when.value](due));
        return (whom.value === "" || whom.value === body) && some.length
          ? [/** @type {[string, Task[]]} */ ([body, some])]
          : [];
      });
      return new Map(listed);
    };
    const calendar = make("button", { type: "button", className: "action" });
    const dated = () => [...new Set([...asked().values()].flat())].filter(({ id }) => id);
    calendar.addEventListener("click", () => {
      const name = whom.value || county.name;
      const text = calendarOf(name, dated(), location.href, today);
      hand(text, "text/calendar", fill(words.calendar_file, { name, today }));
    });
    const apply = () => {
      const some = asked();
      calendar.textContent = fill(words.calendar, { count: dated().length });
      calendar.hidden = !dated().length;
      const left = new Set([...some.values()].flat()).size;
      shown.textContent = fill(words.shown, { shown: left, count: tasks.length });
      lists.replaceChildren(...[...some].map(([body, listed]) => tableOf(body, listed)));
    };
    whom.addEventListener("change", apply);
    when.addEventListener("change", apply);
    const download = make("button", { type: "button", className: "action", textContent: words.download });
    download.addEventListener("click", () => save(county.name, asked()));
    const print = make("button", { type: "button", className: "action", textContent: words.print });
    print.addEventListener("click", () => window.print());
    apply();
    result.replaceChildren(
      make("p", { className: "tasks-choices" }, byWhom, byWhen, shown),
      make("p", { className: "policy-actions" }, download, " ", calendar, " ", print),
      lists,
    );
  };

  const change = changeButton();
  const folds = Array.from(document.querySelectorAll(".task-files")).filter(
    (one) => one instanceof HTMLDetailsElement,
  );
  onChoice(async (county) => {
    // The files of the place itself stand open, or those of the nation for a place without documents.
    const lineage = county?.lineage.map(([code]) => code) ?? [];
    const own = folds
      .filter(({ dataset }) => lineage.includes(dataset.code ?? ""))
      .sort(
        (one, other) => lineage.indexOf(other.dataset.code ?? "") - lineage.indexOf(one.dataset.code ?? ""),
      );
    folds.forEach((fold) => (fold.open = fold === own[0]));
    if (!county) {
      status.replaceChildren(`${words.choose} `, change);
      result.replaceChildren();
      return;
    }
    try {
      const tasks = await tasksOf(county);
      if (current()?.code !== county.code) return;
      if (tasks.length) show(county, tasks);
      else {
        status.replaceChildren(fill(words.nothing, { name: county.name }), " ", change);
        result.replaceChildren();
      }
    } catch {
      status.textContent = words.failed;
    }
  });
})();
