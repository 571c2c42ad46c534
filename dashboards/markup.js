// Shows the model's HTML and reports links, buttons and fields back. All HTML comes escaped from Python.

// Every change of the state is an entry in the browser's history; going back loads what its URL says.
if (!window.parallaxGoesBack) {
  window.parallaxGoesBack = true;
  window.addEventListener("popstate", () => window.location.reload());
}

// A message that gets no answer was lost with its connection: then the link is followed as links are.
const PATIENCE = 15000; // milliseconds
const answered = () => clearTimeout(window.parallaxWaiting);
const follow = (model, href) => {
  model.send_msg({ link: href });
  answered();
  if (href !== window.location.search) {
    window.parallaxWaiting = setTimeout(() => window.location.assign(href), window.parallaxPatience ?? PATIENCE);
  }
};

// The heading of the page, which is in a shadow root as all of it is.
const firstHeading = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.tagName === "H1" && element.offsetParent) return element;
    const inside = element.shadowRoot && firstHeading(element.shadowRoot);
    if (inside) return inside;
  }
  return null;
};

// A time in UTC gets the reader's own before it, unless that is the same.
const localise = (time) => {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.getTime()) || when.getTimezoneOffset() === 0) return;
  const shown = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(when);
  time.textContent = `${shown} (${time.textContent})`;
};

export function render({ model }) {
  const root = document.createElement("div");
  root.className = "markup";

  // Brings an element into view unless most of it is there already: what one just clicked on must not jump.
  const reveal = () => {
    const target = root.querySelector("[data-reveal]");
    if (!target) return;
    requestAnimationFrame(() => {
      const box = target.getBoundingClientRect();
      const sheet = root.querySelector(".claim:not(.none)"); // on phones it covers the lower end of the window
      const covered = sheet && getComputedStyle(sheet).position === "sticky" ? sheet.offsetHeight : 0;
      const visible = box.top > 70 && box.bottom < Math.min(window.innerHeight * 0.85, window.innerHeight - covered);
      target.style.scrollMarginBottom = `${covered}px`;
      if (!visible) target.scrollIntoView({ block: target.dataset.reveal });
      // What opened by itself takes the keyboard along.
      if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
    });
  };

  // Adds to selects what they offer besides what stands in the HTML; what is chosen there moves to its place.
  const offer = () => {
    for (const list of root.querySelectorAll("select[data-offered]")) {
      const offered = model.offers[list.dataset.offered];
      if (!offered) continue;
      const chosen = list.value;
      const values = new Set(offered.map(([value]) => value));
      for (const option of [...list.options]) if (values.has(option.value)) option.remove();
      for (const [value, text] of offered) list.add(new Option(text, value));
      list.value = chosen;
    }
  };

  const draw = () => {
    const active = root.getRootNode().activeElement;
    const id = active && root.contains(active) ? active.id : "";
    root.innerHTML = model.html;
    offer();
    // A chart that goes away under the pointer leaves its tooltip behind.
    document.getElementById("vg-tooltip-element")?.classList.remove("visible");
    // A box with a text of its own opens at the place that is marked in it.
    for (const box of root.querySelectorAll("[data-box]")) {
      const place = box.querySelector("[data-reveal]");
      if (place) box.scrollTop += place.getBoundingClientRect().top - box.getBoundingClientRect().top - 80;
    }
    for (const time of root.querySelectorAll('time[datetime*="T"]')) localise(time);
    if (id) root.querySelector("#" + CSS.escape(id))?.focus({ preventScroll: true });
    reveal();
  };

  root.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    const link = event.target.closest('a[href^="?"]');
    if (link) {
      event.preventDefault();
      follow(model, link.getAttribute("href"));
      return;
    }
    if (event.target.closest("[data-skip]")) {
      const heading = firstHeading(document);
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
      return;
    }
    const button = event.target.closest("button[data-field]");
    if (button) {
      model.send_msg({ field: button.dataset.field, value: button.value });
      return;
    }
    // Whoever drags over words wants to copy them, not to go somewhere.
    const place = event.target.closest("[data-go]");
    if (place && document.getSelection().isCollapsed) follow(model, place.dataset.go);
  });

  root.addEventListener("change", (event) => {
    const field = event.target.closest("select[data-field], input[data-field], textarea[data-field]");
    if (field) model.send_msg({ field: field.dataset.field, value: field.value });
  });

  // A key stands for the button or field that names it, unless somebody is typing.
  const pressed = (event) => {
    if (!root.isConnected) {
      document.removeEventListener("keydown", pressed);
      return;
    }
    const typing = event.composedPath()[0].matches?.("input, textarea, select, [contenteditable]");
    if (typing || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return;
    const target = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  };
  document.addEventListener("keydown", pressed);

  // A file that was asked for: the browser keeps it as if it had been downloaded.
  model.on("msg:custom", ({ file, type, data }) => {
    const content = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([content], { type }));
    const link = Object.assign(document.createElement("a"), { href: address, download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
  });

  model.on("offers", offer);
  model.on("html", () => {
    answered();
    draw();
  });
  draw();
  return root;
}
