import type { Credentials } from '../config.js';
import { startDeadline } from '../http/deadline.js';
import type { TokenSource } from './TokenSource.js';

/** What is known of the keys of a process. */
export interface KeyState {
  /** The settings that begin the sets of keys which were refused last. */
  readonly refused: readonly string[];
  /** None of the sets has ever been good for a token: nothing can be answered. */
  readonly isHopeless: boolean;
}

/** The longest that a look waits for the first tokens: probes have a second. */
const LONGEST_WAIT_MS = 500;

const NAMES = { classic: 'VIPPS_CLIENT_ID', accounting: 'VIPPS_ACCOUNTING_CLIENT_ID' } as const;

/** Finds out whether keys are right before anybody asks with them, so that a release with wrong ones is noticed. */
export class KeyCheck {
  constructor(
    private readonly tokens: TokenSource,
    private readonly credentials: readonly Credentials[],
  ) {}

  /** Asks for tokens as long as there never was one, and no more often than requests may. */
  async look(): Promise<KeyState> {
    const { tokens, credentials } = this;
    await Promise.all(
      credentials
        .filter((each) => !tokens.hasWorked(each))
        .map(async (each) => {
          const deadline = startDeadline(LONGEST_WAIT_MS);
          try {
            await tokens.get(each, deadline);
          } catch {
            // Why there is none is remembered. An endpoint that is down says nothing about keys.
          } finally {
            deadline.end();
          }
        }),
    );
    const refused = credentials.filter((each) => tokens.isRefused(each));
    return {
      refused: refused.map(({ kind }) => NAMES[kind]),
      isHopeless:
        credentials.length > 0 &&
        refused.length === credentials.length &&
        refused.every((each) => !tokens.hasWorked(each)),
    };
  }
}
