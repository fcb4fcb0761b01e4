import { fetch } from 'undici';
import { Chance } from './chance.ts';
import { compressAtOnce } from './compression.ts';
import { Crashes } from './crashes.ts';
import { VirtualNetwork } from './network.ts';
import { printSchemasOnce } from './printed-schemas.ts';
import { VirtualTime } from './time.ts';
import { validateDocumentsOnce } from './valid-documents.ts';

export { STORY_STARTS_AT } from './time.ts';

/** Time, chance and network of this process: all of them are its own. To be loaded before anything that uses them. */
export const time = new VirtualTime();
export const chance = new Chance();
export const network = new VirtualNetwork();
export const crashes = new Crashes();

compressAtOnce();
printSchemasOnce();
validateDocumentsOnce();

// That of Node has a network of its own.
Object.assign(globalThis, { fetch });
