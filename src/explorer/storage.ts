import { createLocalStorage, type Storage } from '@graphiql/toolkit';
import { isObject } from './is-object.js';

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
      getItem: (key) => ofActiveTab(key, storage) ?? storage.getItem(key),
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

/**
 * GraphiQL keeps the text of the tab in use twice, and one a moment later than the other. A page that is left between the
 * two would come back with a tab too many: so the text is what the tabs say.
 */
function ofActiveTab(key: string, storage: Storage): string | undefined {
  const [, scope = '', part] = /^(.*:)(query|variables)$/.exec(key) ?? [];
  if (part === undefined) return undefined;
  try {
    const stored: unknown = JSON.parse(storage.getItem(`${scope}tabState`) ?? '');
    if (!isObject(stored) || !Array.isArray(stored['tabs'])) return undefined;
    const tab: unknown = stored['tabs'][Number(stored['activeTabIndex'])];
    const text = isObject(tab) ? tab[part] : undefined;
    return typeof text === 'string' ? text : undefined;
  } catch {
    // There are none yet.
    return undefined;
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
