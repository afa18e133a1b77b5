/* The one script of our own. Every page works without it; it adds five things: a local htmx when the
   CDN is slow, words when the network fails, no swap of what has not changed, focus after a swap, and a print button. */
(() => {
  "use strict";
  const PATIENCE = 1500; // ms for the CDN; after that the local copy takes over
  const local = document.currentScript.dataset.htmx;
  const cdn = document.querySelector("script[data-cdn]");
  let replaced = false;
  let parsed = false; // this file is deferred, so it runs before DOMContentLoaded
  document.addEventListener("DOMContentLoaded", () => (parsed = true), { once: true });

  // htmx starts at DOMContentLoaded or on a complete page; one that arrives in between would wait for ever.
  const wake = () => parsed && document.readyState !== "complete" && document.dispatchEvent(new Event("DOMContentLoaded"));
  const takeOver = () => {
    if (window.htmx || replaced) return;
    replaced = true;
    document.implementation.createHTMLDocument("").adoptNode(cdn); // a script moved to another document no longer runs
    const script = document.createElement("script");
    script.src = local;
    script.addEventListener("load", wake, { once: true });
    document.head.append(script);
  };
  if (cdn) {
    cdn.addEventListener("load", wake, { once: true });
    cdn.addEventListener("error", takeOver, { once: true });
    setTimeout(takeOver, PATIENCE);
  }

  const alerts = document.getElementById("alerts");
  const say = (name, form) => {
    const words = document.getElementById(`words-${name}`).content.cloneNode(true);
    const own = form?.closest("form")?.dataset[name]; // a ballot says that it is the ballot that was not sent
    if (own) words.querySelector("[data-words]").textContent = own;
    alerts.replaceChildren(words);
  };
  const hush = () => alerts.replaceChildren();
  const asked = (event) => event.detail.requestConfig?.verb !== "get"; // polls fail silently and are asked again
  const on = (names, act) => names.split(" ").forEach((name) => document.addEventListener(name, act));

  on("htmx:sendError", (event) => asked(event) && say("offline", event.target));
  on("htmx:timeout htmx:responseError", (event) => asked(event) && say("failed", event.target));
  on("htmx:afterRequest", (event) => event.detail.successful && asked(event) && hush());
  // The server is told which state of a polled fragment stands here already; what has not changed comes back as 304 and is not swapped.
  const tags = new Map(); // address → ETag of what was swapped in last
  on("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get" && tags.has(detail.path)) detail.headers["If-None-Match"] = tags.get(detail.path);
  });
  on("htmx:afterSwap", ({ detail }) => {
    const tag = detail.requestConfig.verb === "get" && detail.xhr.getResponseHeader("ETag");
    if (tag) tags.set(detail.requestConfig.path, tag);
  });

  on("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault(); // the browser's own error page would throw the filled form away
    say("offline", event.target);
  });

  on("htmx:afterSettle", (event) => {
    if (!asked(event)) return;
    const spot = event.target.matches("[data-focus]") ? event.target : event.target.querySelector("[data-focus]");
    spot?.focus();
  });

  const display = document.querySelector("details.display");
  on("keydown", (event) => {
    if (event.key !== "Escape" || !display?.open) return;
    display.open = false;
    display.querySelector("summary").focus();
  });

  document.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
  on("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    else if (display?.open && !display.contains(event.target)) display.open = false;
  });
})();
