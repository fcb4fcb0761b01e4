import { createLocalStorage, type Storage } from '@graphiql/toolkit';

/**
 * Where GraphiQL keeps tabs and history. A browser that forbids storage gets a page that forgets, not a blank one.
 * @param namespace of own names: other GraphiQL pages come and go on the same port of localhost
 */
export function explorerStorage(namespace: string): Storage {
  try {
    const storage = createLocalStorage({ namespace });
    storage.setItem('probe', '1');
    storage.removeItem('probe');
    return {
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) => {
        storage.setItem(key, isHistory(key) ? withoutHeaders(value) : value);
      },
      removeItem: (key) => {
        storage.removeItem(key);
      },
      clear: () => {
        storage.clear();
      },
      get length() {
        return storage.length;
      },
    };
  } catch {
    return memoryStorage();
  }
}

/** The history saves request headers, tokens among them, even when GraphiQL is told to keep none. */
function isHistory(key: string): boolean {
  return key.endsWith(':queries') || key.endsWith(':favorites');
}

function withoutHeaders(json: string): string {
  return JSON.stringify(JSON.parse(json, (key, value: unknown) => (key === 'headers' ? undefined : value)));
}

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      items.set(key, value);
    },
    removeItem: (key) => {
      items.delete(key);
    },
    clear: () => {
      items.clear();
    },
    get length() {
      return items.size;
    },
  };
}
