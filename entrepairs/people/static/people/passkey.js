// @ts-check
// A form that a passkey fills in: on sending, the browser is asked for one, and its
// answer goes with the form. Hidden where there is no JavaScript.

/** @param {string} text */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer */
function letters(buffer) {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What the server sent, with bytes where the browser wants bytes. @param {any} options */
function opened(options) {
  const known = (/** @type {any[]} */ list) =>
    list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) ready.allowCredentials = known(options.allowCredentials);
  if (options.excludeCredentials) ready.excludeCredentials = known(options.excludeCredentials);
  return ready;
}

/** The browser's answer as JSON. @param {any} key */
function closed(key) {
  const { response } = key;
  return JSON.stringify({
    id: key.id,
    rawId: letters(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: key.getClientExtensionResults(),
    response: {
      clientDataJSON: letters(response.clientDataJSON),
      attestationObject: letters(response.attestationObject),
      authenticatorData: response.signature && letters(response.authenticatorData),
      signature: letters(response.signature),
      userHandle: letters(response.userHandle),
      transports: response.getTransports?.(),
    },
  });
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
  }

  /** @param {string} name */
  say(name) {
    for (const line of this.querySelectorAll("[data-said]")) {
      line.toggleAttribute("hidden", line.getAttribute("data-said") !== name);
    }
  }

  async ask() {
    if (!window.PublicKeyCredential) return this.say("unknown");
    this.say("");
    const field = /** @type {HTMLInputElement} */ (this.form?.elements.namedItem("credential"));
    const token = this.form?.elements.namedItem("csrfmiddlewaretoken");
    const headers = token instanceof HTMLInputElement ? { "X-CSRFToken": token.value } : undefined;
    try {
      const answer = await fetch(this.dataset.options ?? "", { method: "POST", headers });
      if (!answer.ok) throw new Error(String(answer.status));
      const { publicKey } = await answer.json();
      const wanted = { publicKey: opened(publicKey) };
      const key =
        this.dataset.mode === "create"
          ? await navigator.credentials.create(wanted)
          : await navigator.credentials.get(wanted);
      field.value = closed(key);
      this.form?.submit();
    } catch {
      this.say("failed");
    }
  }
}

customElements.define("passkey-form", PasskeyForm);
