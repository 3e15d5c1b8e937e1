// @ts-check
// Signs out, leaves for a neutral page and takes this one's place in the history. Who then goes
// "back" in this tab to an earlier page of ours is led away again.
// Without this script the link is a plain link.

const LEFT = "left"; // in this tab only, until it is closed; nothing unless one leaves
const PRESSES = 3; // of Shift: Escape already means "close" and "stop"
const PAUSE = 5000; // ms after which one counts anew

const link = /** @type {HTMLAnchorElement | null} */ (
  document.querySelector("a[data-quick-exit]")
);

/** Does nothing where the browser keeps nothing. @param {(tab: Storage) => void} use */
function withTab(use) {
  try {
    use(window.sessionStorage);
  } catch {
    // Blocked by the person: the page is replaced all the same.
  }
}

function leave() {
  if (!link) return;
  const out = link.dataset.quickExitOut; // only where somebody is signed in
  if (out) navigator.sendBeacon(out);
  document.body.hidden = true;
  document.title = "…";
  withTab((tab) => tab.setItem(LEFT, "1"));
  window.location.replace(link.href);
}

/** @param {boolean} wentBack */
function leaveAgain(wentBack) {
  withTab((tab) => {
    if (!tab.getItem(LEFT)) return;
    if (wentBack) leave();
    else tab.removeItem(LEFT); // came back on purpose
  });
}

for (const exit of document.querySelectorAll("a[data-quick-exit]")) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

let pressed = 0;
let alone = false;
let timer = 0;
const told = document.querySelector("[data-quick-exit-told]");

window.addEventListener("keydown", (event) => {
  alone = event.key === "Shift" && !event.repeat;
  if (event.key !== "Shift") pressed = 0;
});
window.addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return; // Shift and another key is typing
  window.clearTimeout(timer);
  timer = window.setTimeout(() => (pressed = 0), PAUSE);
  pressed += 1;
  if (told instanceof HTMLElement && pressed === PRESSES - 1) {
    told.textContent = told.dataset.quickExitTold ?? "";
  }
  if (pressed >= PRESSES) leave();
});

const [visit] = /** @type {PerformanceNavigationTiming[]} */ (
  performance.getEntriesByType("navigation")
);
leaveAgain(visit?.type === "back_forward");
window.addEventListener("pageshow", (event) => {
  if (event.persisted) leaveAgain(true);
});
