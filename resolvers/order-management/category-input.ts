import type { CategoryLinkFields } from '../../schema/order-management/CategoryLinkFields.js';
import type { InputIssues } from '../shared/input-issues.js';
import { checkImageId } from './identifiers.js';
import { collectUri } from './input-rules.js';
import { categoryTypes, toApiValue } from './enum-mappings.js';

/** A category link in the API's terms, the same in v2 and v3. Meaningless once `issues` holds errors. */
export function toCategoryLink({ type, url, imageId }: CategoryLinkFields, issues: InputIssues) {
  const apiType = toApiValue(categoryTypes, type);
  if (apiType === null) issues.add(['type'], 'INVALID', 'type must not be UNKNOWN.');
  const uri = collectUri(url, ['url'], issues);
  const image = imageId == null ? null : issues.collect(() => checkImageId(imageId, 'imageId'));
  return { type: apiType ?? '', url: uri ?? '', ...(image === null ? {} : { imageId: image }) };
}
