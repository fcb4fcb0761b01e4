import { ConfigError, parseConfig, type Environment } from '../../src/config.js';

/** What is wrong with an environment, a line each. */
export function faultsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
