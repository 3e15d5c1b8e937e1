// @ts-check
/** The progress of an import without reloading, and a file too big told at once. */

const EVERY = 1500; // milliseconds

/** Looks again until the state changes, then shows the page that follows. */
class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("import-progress");
    if (!(next instanceof HTMLElement) || next.dataset.state !== this.dataset.state) {
      clearInterval(this.timer);
      location.reload();
      return;
    }
    if (!this.contains(document.activeElement)) this.replaceChildren(...next.childNodes);
  }
}

customElements.define("import-progress", ImportProgress);

for (const input of document.querySelectorAll("input[data-max-bytes]")) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener("change", () => {
    const size = input.files?.[0]?.size ?? 0;
    const isBig = size > Number(input.dataset.maxBytes);
    input.setCustomValidity(isBig ? (input.dataset.tooBig ?? "") : "");
    input.reportValidity();
  });
}
