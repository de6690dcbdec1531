// Shows the next build of this page: reloads it when it has changed, takes style sheets anew when only they have,
// and lays the problems of a build that failed over it. Served while somebody works on the site, never published.
(() => {
  "use strict";

  const OURS = "/.press/";
  const MOST = 300;
  const tag = document.currentScript;
  const page = location.pathname;
  const shown = { build: tag.dataset.build, page: tag.dataset.page, uses: null, failed: "" };
  const isAlone = document.body !== null && document.body.classList.contains("alone");
  let source = null;
  let overlay = null;
  let leaving = false;

  // --- what is told ---

  function open() {
    if (source || leaving || document.visibilityState === "hidden") return; // a browser opens few connections to one host
    const query = new URLSearchParams([["page", page], ...used().map((path) => ["use", path])]);
    source = new EventSource(`${OURS}events?${query}`);
    source.onmessage = (message) => take(JSON.parse(message.data));
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, 500);
      }
    };
  }

  function close() {
    if (source) source.close();
    source = null;
  }

  function take(told) {
    if (told.page !== shown.page || (shown.uses === null && told.build !== shown.build)) return reload();
    if (shown.uses === null) {
      if (!told.build.endsWith("~")) shown.uses = told.uses; // else what was loaded may be of this build or the next
    } else {
      const changed = Object.keys(told.uses).filter((path) => path in shown.uses && told.uses[path] !== shown.uses[path]);
      Object.assign(shown.uses, told.uses);
      if (changed.length && !restyled(changed, told.build)) return reload();
    }
    if (!isAlone) lay(told.failed, told.rows);
  }

  function reload() {
    leaving = true;
    close();
    location.reload();
  }

  // --- what the page uses ---

  function used() {
    const named = [...document.querySelectorAll("link[href], script[src], img[src], source[src], video[src], audio[src]")];
    const addresses = [
      ...named.filter((one) => one.localName !== "link" || isStyle(one)).map((one) => one.href || one.src),
      ...performance.getEntriesByType("resource").map((entry) => entry.name),
    ];
    const paths = addresses.map(path).filter((one) => one && !one.startsWith(OURS));
    return [...new Set(paths)].sort().slice(0, MOST);
  }

  function isStyle(link) {
    return link.relList.contains("stylesheet");
  }

  function path(address) {
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? url.pathname : "";
    } catch {
      return "";
    }
  }

  // Whether all that changed are style sheets of the page itself, which are then taken anew.
  function restyled(changed, build) {
    const links = [...document.querySelectorAll("link[href]")].filter((link) => isStyle(link) && changed.includes(path(link.href)));
    if (!changed.every((one) => links.some((link) => path(link.href) === one))) return false;
    for (const link of links) {
      const next = link.cloneNode();
      const url = new URL(link.href);
      url.searchParams.set("build", build);
      next.href = url.href;
      next.onload = next.onerror = () => link.remove();
      link.after(next);
    }
    return true;
  }

  // --- problems ---

  function lay(failed, rows) {
    const told = failed ? JSON.stringify([failed, rows]) : "";
    if (told === shown.failed) return; // what somebody has put aside stays aside
    shown.failed = told;
    if (overlay) overlay.remove();
    overlay = null;
    if (failed) overlay = laid(failed, rows);
  }

  function laid(failed, rows) {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const style = make("link", "");
    style.rel = "stylesheet";
    style.href = `${OURS}overlay.css`;
    const dialog = make("dialog", "");
    dialog.tabIndex = -1;
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "heading");
    dialog.setAttribute("aria-describedby", "stands");
    dialog.lang = "en";
    dialog.dir = "ltr";
    const heading = make("h1", failed);
    heading.id = "heading";
    const stands = make("p", "The site stands as it was. This goes when they are mended.");
    stands.id = "stands";
    const list = make("ol", "");
    for (const row of rows) {
      const item = make("li", "");
      item.append(make("p", row.place, "place"), make("p", row.message), make("p", row.remedy, "remedy"));
      list.append(item);
    }
    const aside = make("button", "Put aside");
    aside.type = "button";
    aside.onclick = () => dialog.close();
    dialog.append(heading, stands, list, aside);
    root.append(style, dialog);
    style.onload = style.onerror = () => {
      if (!host.isConnected || dialog.open) return;
      dialog.showModal();
      dialog.focus(); // not the button, which stands below a list that may be long
    };
    document.documentElement.append(host);
    return host;
  }

  function make(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // --- when ---

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  if (document.readyState === "complete") open();
  else addEventListener("load", open);
})();
