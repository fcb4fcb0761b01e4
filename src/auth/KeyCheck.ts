import { startDeadline } from '../http/deadline.js';
import type { NamedKeys } from './keys-of.js';
import type { TokenSource } from './TokenSource.js';

/** What is known of the keys of a process. */
export interface KeyState {
  /** The sets of keys which were refused last, by the settings that begin them or their places in the tenants file. */
  readonly refused: readonly string[];
  /** None of the sets has ever been good for a token: nothing can be answered. */
  readonly isHopeless: boolean;
}

/** The longest that a look waits for the first tokens: probes have a second. */
const LONGEST_WAIT_MS = 500;

/** The keys of hundreds of tenants, asked with at once, would be a storm of token calls. */
const MOST_ASKED = 20;

/** Finds out whether keys are right before anybody asks with them, so that a release with wrong ones is noticed. */
export class KeyCheck {
  constructor(
    private readonly tokens: TokenSource,
    private keys: readonly NamedKeys[],
  ) {}

  /** From now on these are the keys. */
  replace(keys: readonly NamedKeys[]): void {
    this.keys = keys;
  }

  /** Asks for tokens as long as there never was one, and no more often than requests may. */
  async look(): Promise<KeyState> {
    const { tokens, keys } = this;
    const untried = keys.filter(({ credentials }) => !tokens.hasWorked(credentials));
    const known = untried.filter(({ credentials }) => tokens.isRefused(credentials));
    await Promise.all(
      // First those of which nothing is known.
      [...untried.filter((each) => !known.includes(each)), ...known]
        .slice(0, MOST_ASKED)
        .map(async ({ credentials }) => {
          const deadline = startDeadline(LONGEST_WAIT_MS);
          try {
            await tokens.get(credentials, deadline);
          } catch {
            // Why there is none is remembered. An endpoint that is down says nothing about keys.
          } finally {
            deadline.end();
          }
        }),
    );
    const refused = keys.filter(({ credentials }) => tokens.isRefused(credentials));
    return {
      refused: refused.map(({ name }) => name),
      isHopeless:
        keys.length > 0 &&
        refused.length === keys.length &&
        refused.every(({ credentials }) => !tokens.hasWorked(credentials)),
    };
  }
}
