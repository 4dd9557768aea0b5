// Passkeys: the forms marked with data-passkey ask the browser for one and send what it says. Without this file, or in
// a browser without passkeys, those forms stay hidden and people use a code.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

// What the browser gives back, as the server reads it.
const sendable = (credential) => {
  const { response } = credential;
  const parts = { clientDataJSON: words(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = words(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: words(credential.rawId),
    type: credential.type,
    response: parts,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const create = ({ publicKey }) =>
  navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: keys(publicKey.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });

const get = ({ publicKey }) =>
  navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: keys(publicKey.allowCredentials) },
  });

const optionsOf = async (form) => {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
};

const ask = async (form) => {
  const options = await optionsOf(form);
  return options.creation_options ? create(options.creation_options) : get(options.request_options);
};

const complain = (form) => {
  const message = form.querySelector("[role=alert]") || document.createElement("p");
  message.className = "error";
  message.setAttribute("role", "alert");
  message.textContent = "";
  form.append(message);
  message.textContent = form.dataset.failed;
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.elements.credential.value = JSON.stringify(sendable(await ask(form)));
        form.submit();
      } catch {
        complain(form);
      }
    });
  }
}
for (const notice of document.querySelectorAll("[data-without-passkeys]")) notice.hidden = Boolean(window.PublicKeyCredential);
