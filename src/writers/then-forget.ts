import { outcomeOf, type Outcome } from '../errors/outcome.js';

/**
 * Makes a change, then forgets what it touched before the caller hears of it: also when it failed, as it may have been
 * carried out all the same.
 * @param forget is given what the change gave, where it succeeded
 * @throws what `change` throws
 */
export async function thenForget<T>(
  change: () => Promise<T>,
  forget: (outcome: Outcome, result?: T) => void,
): Promise<T> {
  let result: T;
  try {
    result = await change();
  } catch (error) {
    forget(outcomeOf(error));
    throw error;
  }
  forget('known', result);
  return result;
}
