// form[data-passkey="create" | "get"] signs in with a key kept in the phone or computer.
//   options: <script type="application/json" data-options> in the form ({"creation_options": …} or {"request_options": …}),
//            or data-options-url, asked when the button is pressed;
//   answer:  written into input[name=credential], then the form is sent;
//   button:  [data-passkey-start], hidden until a script can use it; [data-passkey-failed] is shown when it did not work;
//   input[name=passwordless], if there is one, asks for a key that also names its owner.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

async function options(form) {
  if (!form.dataset.optionsUrl) return JSON.parse(form.querySelector("[data-options]").textContent);
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  return (await fetch(form.dataset.optionsUrl, { headers })).json();
}

function answer(credential) {
  const { response } = credential;
  const written = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) written[name] = text(response[name]);
  if (response.getTransports) written.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: written,
  });
}

async function create(form) {
  const { publicKey } = (await options(form)).creation_options;
  const alone = form.elements.passwordless?.checked;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        ...(alone && { residentKey: "required", requireResidentKey: true, userVerification: "required" }),
      },
    },
  });
}

async function get(form) {
  const { publicKey } = (await options(form)).request_options;
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: listed(publicKey.allowCredentials),
    },
  });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  const start = form.querySelector("[data-passkey-start]");
  const failed = form.querySelector("[data-passkey-failed]");
  start.hidden = false;
  start.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    try {
      form.elements.credential.value = answer(await (form.dataset.passkey === "create" ? create : get)(form));
      form.submit();
    } catch {
      if (failed) failed.hidden = false;
    }
  });
}
