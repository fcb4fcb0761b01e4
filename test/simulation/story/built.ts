/** Where the built files of the server under test are: they are loaded as they run. */
export const dist = new URL('../../../dist/src/', import.meta.url);
