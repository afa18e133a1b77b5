/* Sealing an offer and unwrapping shares in the browser: the very bytes of huasheng_vote/sealing, told in docs/sealing.md. Three kinds of form,
   each of which works without this file too: [data-seal] seals before it is sent, [data-officer-key] makes a key, [data-officer-open] takes shares out. */
const [FORMAT, RECOVERY, RECEIPT] = ["huasheng-envelope/1", "huasheng-officer-key/1", "huasheng-bid-receipt/1"];
const [ITERATIONS, MEGABYTE] = [600000, 1024 * 1024];
const OFFER_SIZES = [16, 64, 256].map((kilobytes) => kilobytes * 1024);
const FILES_SIZES = [MEGABYTE / 4, MEGABYTE, ...[4, 8, 12, 16, 20].map((megabytes) => megabytes * MEGABYTE)];
const P256 = { name: "ECDH", namedCurve: "P-256" };
const AES = { name: "AES-GCM", length: 256 };
const subtle = globalThis.crypto?.subtle; // missing outside https: then the forms stay as they are

const bytes = (text) => new TextEncoder().encode(text);
const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const base64 = (data) => btoa(String.fromCharCode(...data));
const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((start, part) => (whole.set(part, start), start + part.length), 0);
  return whole;
};
const sha256 = async (...parts) => new Uint8Array(await subtle.digest("SHA-256", parts.length === 1 ? parts[0] : join(...parts)));
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(typeof value === "string" ? value.normalize("NFC") : value);
  return `{${Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key])}`).join(",")}}`;
};

// Sharing: GF(256), polynomial 0x11b.
const times = (one, other) => {
  let product = 0;
  for (; other; other >>= 1, one = (one << 1) ^ (one & 128 ? 0x11b : 0)) if (other & 1) product ^= one;
  return product;
};
const shared = (secret, count, threshold) => {
  const polynomials = [secret, ...Array.from({ length: threshold - 1 }, () => random(secret.length))];
  const at = (number) => polynomials.reduceRight((value, lower) => lower.map((byte, place) => times(value[place], number) ^ byte));
  return Array.from({ length: count }, (_, index) => at(index + 1));
};
const shareDigest = async (number, value) => hex(await sha256(bytes("share/v1"), new Uint8Array([number]), value));
const importPoint = (point) => subtle.importKey("raw", point, P256, true, []);
const wrapping = async (privateKey, theirPoint, header, fingerprint) => {
  const secret = await subtle.deriveBits({ name: "ECDH", public: await importPoint(theirPoint) }, privateKey, 256);
  const base = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = join(bytes(`${FORMAT} share`), await sha256(bytes(header)), unhex(fingerprint));
  return subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info }, base, AES, false, ["encrypt", "decrypt"]);
};
const nonce = (number) => Uint8Array.from({ length: 12 }, (_, place) => (place === 11 ? number : 0));
const encrypted = async (key, iv, data, additionalData = new Uint8Array(0)) =>
  new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, data));
const padded = (parts, sizes) => {
  const least = parts.reduce((sum, part) => sum + part.length, 0);
  const size = sizes.find((each) => each >= least);
  if (!size) throw new Error("too-large");
  return join(...parts, new Uint8Array(size - least));
};

/* subject: {tender, specification, officers: [base64 point], threshold, kind}; fields: [[name, value]]; files: [{field, name, data: Uint8Array}]. */
export async function seal(subject, fields, files) {
  const key = random(32);
  const points = subject.officers.map(unbase64);
  const fingerprints = await Promise.all(points.map(async (point) => hex(await sha256(point))));
  const shares = shared(key, points.length, subject.threshold);
  const pair = await subtle.generateKey(P256, true, ["deriveBits"]);
  const scalar = (await subtle.exportKey("jwk", pair.privateKey)).d.replace(/-/g, "+").replace(/_/g, "/") + "=";
  const listed = files.map(async ({ field, name, data }) => ({ field, name, sha256: hex(await sha256(data)), size: data.length }));
  const index = canonical({ ephemeral: scalar, fields, files: await Promise.all(listed) });
  const parts = [padded([bytes(index)], OFFER_SIZES), padded(files.map((file) => file.data), FILES_SIZES)];
  const envelope = hex(random(16));
  const header = canonical({
    envelope, format: FORMAT, key: hex(await sha256(bytes("key/v1"), key)), kind: subject.kind ?? "bid", officers: fingerprints,
    point: base64(new Uint8Array(await subtle.exportKey("raw", pair.publicKey))), sealed_by: "browser",
    shares: await Promise.all(shares.map((share, place) => shareDigest(place + 1, share))), sizes: parts.map((part) => part.length),
    specification: subject.specification, tender: subject.tender, threshold: subject.threshold,
  });
  const wrap = async (share, place) =>
    base64(await encrypted(await wrapping(pair.privateKey, points[place], header, fingerprints[place]), nonce(0), share));
  const wraps = canonical(await Promise.all(shares.map(wrap)));
  const cipher = await subtle.importKey("raw", key, AES, false, ["encrypt"]);
  const boxes = await Promise.all(parts.map((part, number) => encrypted(cipher, nonce(number), part, bytes(header))));
  const lines = bytes(`${header}\n${wraps}\n`);
  const digest = await sha256(lines, ...(await Promise.all(boxes.map((box) => sha256(box)))));
  const salt = random(32);
  const commitment = hex(await sha256(bytes("bid/v1"), salt, digest));
  const receipt = canonical({ commitment, envelope, format: RECEIPT, key: base64(key), salt: base64(salt), tender: subject.tender });
  return { data: new Blob([lines, ...boxes]), salt: base64(salt), receipt };
}

/* An officer's share of one envelope, given its header line and the wrap for this officer. */
export async function unwrap(officer, header, wrapped) {
  const { envelope, officers, point, shares } = JSON.parse(header);
  const number = officers.indexOf(officer.fingerprint) + 1;
  if (!number) throw new Error("other-key");
  const cipher = await wrapping(officer.key, unbase64(point), header, officer.fingerprint);
  const value = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: nonce(0) }, cipher, unbase64(wrapped)));
  if ((await shareDigest(number, value)) !== shares[number - 1]) throw new Error("wrong-share");
  return { envelope, number, share: base64(value) };
}

const locked = async (passphrase, salt, iterations) => {
  const base = await subtle.importKey("raw", bytes(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  return subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, base, AES, false, ["encrypt", "decrypt"]);
};
const kept = (pkcs8) => subtle.importKey("pkcs8", pkcs8, P256, false, ["deriveBits"]); // from here on nobody can read it out

/* A new key: {key, fingerprint, point, recovery}; `key` cannot be exported, `recovery` is the text under the passphrase. */
export async function makeKey(passphrase) {
  const pair = await subtle.generateKey(P256, true, ["deriveBits"]);
  const [point, pkcs8] = [await subtle.exportKey("raw", pair.publicKey), await subtle.exportKey("pkcs8", pair.privateKey)].map((each) => new Uint8Array(each));
  const [salt, iv] = [random(16), random(12)];
  const head = { format: RECOVERY, iterations: ITERATIONS, nonce: base64(iv), public: base64(point), salt: base64(salt) };
  const box = await encrypted(await locked(passphrase, salt, ITERATIONS), iv, pkcs8, bytes(canonical(head)));
  return { key: await kept(pkcs8), fingerprint: hex(await sha256(point)), point: base64(point), recovery: canonical({ ...head, box: base64(box) }) };
}

export async function recover(text, passphrase) {
  try {
    const { box, ...head } = JSON.parse(text.trim());
    if (head.format !== RECOVERY || !(head.iterations <= 1e7)) throw new Error("bad-recovery");
    const cipher = await locked(passphrase, unbase64(head.salt), head.iterations);
    const pkcs8 = await subtle.decrypt({ name: "AES-GCM", iv: unbase64(head.nonce), additionalData: bytes(canonical(head)) }, cipher, unbase64(box));
    return { key: await kept(pkcs8), fingerprint: hex(await sha256(unbase64(head.public))) };
  } catch {
    throw new Error("bad-recovery");
  }
}

const done = (request) => new Promise((good, bad) => Object.assign(request, { onsuccess: () => good(request.result), onerror: () => bad(request.error) }));
const drawer = async (mode, act) => {
  const opening = indexedDB.open("huasheng-vote", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("officer-keys");
  const database = await done(opening);
  try {
    return await done(act(database.transaction("officer-keys", mode).objectStore("officer-keys")));
  } finally {
    database.close();
  }
};

// Forms. Words come from the form's data-words-*, so that templates translate them.
const find = (form, name) => form.querySelector(`[data-${name}]`);
const say = (form, name, more = "") => {
  find(form, "status").textContent = (form.getAttribute(`data-words-${name}`) ?? form.dataset.wordsFailed) + more;
};
const show = (form, name, text) => {
  find(form, "text").textContent = text;
  find(form, "download").href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  find(form, "result").hidden = false;
  say(form, name);
  find(form, "result").focus();
};
const answering = (form, act) => {
  form.querySelectorAll("[data-with-script]").forEach((each) => (each.hidden = false));
  form.querySelectorAll("[data-without-script]").forEach((each) => (each.hidden = true));
  let busy = false;
  form.addEventListener("submit", async (event) => {
    if (form.dataset.ready) return; // everything is filled in: an ordinary form from here on
    event.preventDefault();
    if (busy || !form.reportValidity()) return;
    busy = true;
    await act().catch((error) => say(form, error.message));
    busy = false;
  });
};

const post = (form, data) =>
  new Promise((good, bad) => {
    const request = new XMLHttpRequest();
    let told = -1;
    request.upload.onprogress = ({ loaded, total }) => {
      const tenth = Math.floor((loaded / total) * 10);
      if (tenth > told) say(form, "sending", ` ${(told = tenth) * 10} %`);
    };
    request.onload = () => good(request);
    request.onerror = () => bad(new Error("offline"));
    request.responseType = "document";
    request.open("POST", form.action);
    request.send(data);
  });

function sealing(form) {
  let ready = null;
  const names = () => new Set(Array.from(form.querySelectorAll("[data-sealed] [name]"), (control) => control.name));
  const collect = async () => {
    const [fields, files] = [[], []];
    for (const [name, value] of new FormData(form)) {
      if (!names().has(name)) continue;
      if (typeof value === "string") fields.push([name, value.replace(/\r\n?/g, "\n")]);
      else if (value.size) files.push({ field: name, name: value.name, data: new Uint8Array(await value.arrayBuffer()) });
    }
    return [fields, files];
  };
  const send = async () => {
    const data = new FormData(form);
    names().forEach((name) => data.delete(name));
    data.set("envelope", ready.data, "envelope");
    data.set("salt", ready.salt);
    const answer = await post(form, data);
    if (answer.status < 400) return location.assign(answer.responseURL);
    const token = answer.response?.querySelector("input[name=csrf_token]"); // a page that was open too long gets a new one, and stays filled in
    if (token && form.elements.csrf_token) form.elements.csrf_token.value = token.value;
    find(form, "status").textContent = answer.response?.querySelector("[role=alert] li, main p")?.textContent.trim() || form.dataset.wordsFailed;
  };
  find(form, "sealed").addEventListener("input", () => {
    find(form, "result").hidden = !(ready = null); // what was sealed is no longer what stands here
    say(form, "changed");
  });
  answering(form, async () => {
    if (ready) return send();
    say(form, "sealing");
    const { tender, specification, officers, threshold } = form.dataset;
    ready = await seal({ tender, specification, officers: officers.split(" "), threshold: Number(threshold) }, ...(await collect()));
    show(form, "sealed", ready.receipt);
  });
}

function keyMaking(form) {
  answering(form, async () => {
    if (find(form, "passphrase").value !== find(form, "again").value) throw new Error("differ");
    say(form, "making");
    const made = await makeKey(find(form, "passphrase").value);
    await recover(made.recovery, find(form, "passphrase").value);
    await drawer("readwrite", (keys) => keys.put(made.key, made.fingerprint)).catch(() => undefined); // the recovery text is enough
    navigator.storage?.persist?.();
    find(form, "public").value = made.point;
    show(form, "made", made.recovery);
    form.dataset.ready = "yes";
  });
}

function taking(form) {
  answering(form, async () => {
    const text = find(form, "recovery").value.trim();
    const { fingerprint, wraps } = form.dataset; // wraps: [{header, wrap}]; one that its bidder spoilt does not keep the others closed
    const key = !text && (await drawer("readonly", (keys) => keys.get(fingerprint)).catch(() => undefined));
    if (!text && !key) throw new Error("no-key");
    const officer = text ? await recover(text, find(form, "passphrase").value) : { key, fingerprint };
    if (officer.fingerprint !== fingerprint) throw new Error("other-key");
    const found = await Promise.all(JSON.parse(wraps).map(({ header, wrap }) => unwrap(officer, header, wrap).catch(() => null)));
    const shares = found.filter(Boolean);
    if (!shares.length) throw new Error("none-opens");
    find(form, "shares").value = canonical(shares);
    form.dataset.ready = "yes";
    say(form, "taken", ` ${shares.length} / ${found.length}`);
    form.submit();
  });
}

const kinds = { "data-seal": sealing, "data-officer-key": keyMaking, "data-officer-open": taking };
if (subtle) Object.entries(kinds).forEach(([name, act]) => document.querySelectorAll(`form[${name}]`).forEach(act));
