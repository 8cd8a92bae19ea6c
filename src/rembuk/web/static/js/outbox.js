// What this phone keeps until the server has it: one IndexedDB store, written before anything is sent.
//
// An item: { key, data, savedAt, savedMark, photo, photoKey, parked, sent }
//   data     the answers, words only; removed once the server has them
//   photo    a Blob or null; removed once the server has it
//   parked   a reason why the server will not take it as it is, or null: the sender has to change something
//   sent     null, or { code, secret, at } as the server answered

const STORE = "items";

// performance.now() begins anew with each page; the mark tells whether two readings can be compared.
const MARK = performance.timeOrigin;

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("rembuk", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
// Whoever asks for the store gets the reason; a page that never asks must not complain.
opened.catch(() => {});

const listeners = new Set();
const channel = "BroadcastChannel" in self ? new BroadcastChannel("rembuk") : null;
const told = () => listeners.forEach((listener) => listener());
channel?.addEventListener("message", told);

/** Call this whenever an item changed, in this tab or another. */
export function onChange(listener) {
  listeners.add(listener);
}

async function write(change) {
  const database = await opened;
  await new Promise((resolve, reject) => {
    // Strict: the phone may be switched off the moment we say "kept".
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    change(transaction.objectStore(STORE));
  });
  told();
  channel?.postMessage("changed");
}

/** Keep answers and a photo. Resolves once they are on disk, with the new item; `instead` is the key of one it replaces. */
export async function keep(data, photo, instead) {
  const item = {
    key: crypto.randomUUID(),
    data,
    savedAt: Date.now(),
    savedMark: { origin: MARK, now: performance.now() },
    photo,
    photoKey: photo ? crypto.randomUUID() : null,
    parked: null,
    sent: null,
  };
  await write((store) => {
    store.add(item);
    if (instead) store.delete(instead);
  });
  navigator.storage?.persist?.();
  return item;
}

/** Change an item if it is still there: a tab that deleted it must not find it again. */
export async function change(key, values) {
  await write((store) => {
    store.get(key).onsuccess = ({ target }) => target.result && store.put({ ...target.result, ...values });
  });
}

export async function remove(key) {
  await write((store) => store.delete(key));
}

/** All items, oldest first. */
export async function items() {
  const database = await opened;
  const all = await new Promise((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return all.sort((one, other) => one.savedAt - other.savedAt || (one.key < other.key ? -1 : 1));
}

/** How long ago an item was kept, in milliseconds; by the steady clock where there is one, so a wrong date does no harm. */
export function age(item) {
  const { origin, now } = item.savedMark;
  return Math.max(0, Math.round(origin === MARK ? performance.now() - now : Date.now() - item.savedAt));
}

/** What a person can write on paper until the number comes. */
export const paperCode = (item) => item.key.slice(0, 8).toUpperCase().replace(/(.{4})/, "$1-");
