/**
 * Which seeds have found a planted fault. A hint only: where the stories have changed since, others find it, from the first
 * seed on.
 */
export const foundBy: Readonly<Record<string, readonly number[]>> = {};
