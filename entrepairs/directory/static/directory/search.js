// @ts-check
/** The search as one goes: answers, counts, address and map follow what is typed. */

/** @param {HTMLFormElement} form */
const asked = (form) => new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();

/** The form, its answers and the map, kept in step. */
class TeamSearch extends HTMLElement {
  sent = "";
  begun = false;
  /** @type {string[]} */
  opened = [];

  connectedCallback() {
    this.sent = asked(this.form);
    this.form.addEventListener("focusin", () => this.begin(), { once: true });
    this.form.addEventListener("input", () => this.begin(), { once: true });
    for (const name of ["configRequest", "beforeSwap", "afterSwap", "afterSettle"]) {
      this.addEventListener(`htmx:${name}`, (event) => this[name](event));
    }
  }

  /** @returns {HTMLFormElement} */
  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** What a first visit does not need comes when somebody begins to search. */
  async begin() {
    if (this.begun) return;
    this.begun = true;
    import("./suggest-field.js");
    const script = document.createElement("script");
    script.src = this.dataset.htmx ?? "";
    document.head.append(script);
    await new Promise((done) => script.addEventListener("load", done));
    await new Promise((done) => setTimeout(done, 20)); // htmx looks at the page
    if (asked(this.form) !== this.sent) this.form.dispatchEvent(new Event("input"));
  }

  configRequest({ detail }) {
    this.sent = asked(this.form);
    for (const name of ["q", "near"]) {
      if (!detail.parameters[name]) detail.formData.delete(name);
    }
  }

  beforeSwap({ detail }) {
    if (asked(this.form) !== this.sent) {
      detail.shouldSwap = false; // something was typed since: its answer is on its way
    } else if (detail.xhr.status === 400 || detail.xhr.status === 404) {
      detail.shouldSwap = true;
    }
    this.opened = [...this.querySelectorAll("#facets details[open]")].map((one) => one.id);
  }

  afterSwap() {
    for (const one of this.querySelectorAll("#facets details")) {
      /** @type {HTMLDetailsElement} */ (one).open = this.opened.includes(one.id);
    }
  }

  afterSettle() {
    for (const link of document.querySelectorAll("a[hreflang]")) {
      /** @type {HTMLAnchorElement} */ (link).search = location.search;
    }
  }
}

customElements.define("team-search", TeamSearch);
