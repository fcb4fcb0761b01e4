import { url } from 'node:inspector';
import type { PrimaryLink } from './PrimaryLink.js';

/** Says now and then that the event loop runs. @param ms how often; 0 = never */
export function startBeats(link: PrimaryLink, ms: number): void {
  if (ms === 0) return;
  setInterval(() => {
    link.send({ type: 'alive', isDebugged: url() !== undefined });
  }, ms).unref();
}
