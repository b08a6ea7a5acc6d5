// Adds passkeys and signs in with them. A form says in data-passkey what it does: "add", "use" or "sign-in".
const forms = document.querySelectorAll("form[data-passkey]");
const kind = window.PublicKeyCredential;

// Browsers of before 2025 cannot read or write credentials as JSON by themselves.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function creationOptions(json) {
  if (kind.parseCreationOptionsFromJSON) return kind.parseCreationOptionsFromJSON(json);
  return {
    ...json,
    challenge: toBytes(json.challenge),
    user: { ...json.user, id: toBytes(json.user.id) },
    excludeCredentials: withBytes(json.excludeCredentials),
  };
}

function requestOptions(json) {
  if (kind.parseRequestOptionsFromJSON) return kind.parseRequestOptionsFromJSON(json);
  return { ...json, challenge: toBytes(json.challenge), allowCredentials: withBytes(json.allowCredentials) };
}

function written(credential) {
  if (credential.toJSON) return credential.toJSON();
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  response.transports = credential.response.getTransports?.() ?? [];
  return {
    id: credential.id,
    rawId: credential.id,
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function options(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-data").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new TypeError("No options");
  return answer.json();
}

async function add(form) {
  const wanted = structuredClone((await options(form)).creation_options.publicKey);
  if (form.elements.passwordless?.checked) {
    wanted.authenticatorSelection = {
      ...wanted.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
  }
  return navigator.credentials.create({ publicKey: creationOptions(wanted) });
}

async function use(form) {
  const wanted = (await options(form)).request_options.publicKey;
  return navigator.credentials.get({ publicKey: requestOptions(wanted) });
}

function reason(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "refused";
  if (error.name === "InvalidStateError") return "known";
  return error.name === "TypeError" ? "unreachable" : "unknown";
}

for (const form of forms) {
  const way = form.querySelector("[data-passkey-way]");
  const button = way.querySelector("button");
  const missing = form.querySelector("[data-passkey-missing]");
  const status = form.querySelector("[data-passkey-status]");
  const isSupported = Boolean(kind && navigator.credentials);
  way.hidden = !isSupported;
  missing.hidden = isSupported;
  missing.textContent = missing.dataset.unsupported;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    if (!isSupported || button.disabled) return;
    button.disabled = true;
    try {
      const credential = await (form.dataset.passkey === "add" ? add(form) : use(form));
      form.elements.credential.value = JSON.stringify(written(credential));
      form.submit();
    } catch (error) {
      status.textContent = status.dataset[reason(error)];
      button.disabled = false;
    }
  });
}
