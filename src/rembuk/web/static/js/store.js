// What this phone keeps: items under their key in IndexedDB, on disk before we say "kept". Other tabs hear of each change.

const STORE = "items";
const LONGEST_HOLD = 5_000;

/** Open a store of items { key, savedAt, … } by its name. */
export function openStore(name) {
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // Whoever asks for the store gets the reason; a page that never asks must not complain.
  opened.catch(() => {});

  const listeners = new Set();
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(name) : null;
  const told = () => listeners.forEach((listener) => listener());
  channel?.addEventListener("message", told);

  async function write(act) {
    const database = await opened;
    await new Promise((resolve, reject) => {
      // Strict: the phone may be switched off the moment we say "kept".
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      act(transaction.objectStore(STORE));
    });
    told();
    channel?.postMessage("changed");
  }

  return {
    /** Call this whenever an item changed, in this tab or another. */
    onChange: (listener) => listeners.add(listener),

    /** Resolves once an item is on disk; `instead` is the key of one it replaces. */
    async add(item, instead) {
      await write((store) => {
        store.add(item);
        if (instead) store.delete(instead);
      });
      navigator.storage?.persist?.();
    },

    /** Change an item if it is still there: a tab that deleted it must not find it again. */
    change: (key, values) =>
      write((store) => {
        store.get(key).onsuccess = ({ target }) => target.result && store.put({ ...target.result, ...values });
      }),

    remove: (key) => write((store) => store.delete(key)),

    /** All items, oldest first. */
    async items() {
      const database = await opened;
      const all = await new Promise((resolve, reject) => {
        const request = database.transaction(STORE).objectStore(STORE).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      return all.sort((one, other) => one.savedAt - other.savedAt || (one.key < other.key ? -1 : 1));
    },
  };
}

// Begin once the store can be read. A form below `place` that is sent before that is held: without a signal it would be lost.
// Where nothing can be kept (no secure connection, a private window) the server's own pages do the same.
export async function beginOnceOpen(place, items, begin) {
  if (!crypto.randomUUID) return;
  let held = null;
  const hold = (event) => {
    event.preventDefault();
    if (!held) setTimeout(release, LONGEST_HOLD);
    held = event;
  };
  const release = () => {
    place.removeEventListener("submit", hold);
    held?.target.requestSubmit(held.submitter);
    held = null;
  };
  place.addEventListener("submit", hold);
  try {
    if (await items().then(() => true, () => false)) await begin();
  } finally {
    release();
  }
}
