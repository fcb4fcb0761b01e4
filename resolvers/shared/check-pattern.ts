import { BadInputError } from '../../src/errors/BadInputError.js';

/**
 * Checks a text before it costs a call.
 * @param rule completes the sentence "<argument> must be …"
 * @throws BadInputError naming the argument and the rule
 */
export function checkPattern(
  value: unknown,
  pattern: RegExp,
  rule: string,
  argument: readonly string[],
): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new BadInputError(argument, `${argument.join('.')} must be ${rule}`);
}
