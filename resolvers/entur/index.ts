import { changeResolvers } from './changes/index.js';
import { EnturOrderResolver } from './EnturOrderResolver.js';

export { access } from './access.js';
export { references } from './references.js';

/** Every resolver class. */
export const resolvers = [EnturOrderResolver, ...changeResolvers] as const;
