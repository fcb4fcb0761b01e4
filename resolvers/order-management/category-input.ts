import type { CategoryLinkFields } from '../../schema/order-management/CategoryLinkFields.js';
import type { InputFaults } from '../shared/input-issues.js';
import { checkImageId } from './identifiers.js';
import { checkUrl } from './input-rules.js';
import { categoryTypes, toWord } from './enum-mappings.js';

/** A category link as both versions of the API take it. Only of use when `faults` stays without errors. */
export function toLink({ type, url, imageId }: CategoryLinkFields, faults: InputFaults) {
  const word = toWord(categoryTypes, type);
  if (word === null) faults.add(['type'], 'INVALID', 'type must not be UNKNOWN.');
  checkUrl(url, ['url'], faults);
  const image = imageId == null ? null : faults.take(() => checkImageId(imageId, 'imageId'));
  return { word: word ?? '', url, ...(image === null ? {} : { imageId: image }) };
}
