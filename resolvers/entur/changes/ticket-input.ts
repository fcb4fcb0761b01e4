import type { InputIssues } from '../../shared/input-issues.js';
import { checkEachOnce, checkForm } from './input-rules.js';

/** The ticket distribution groups that a change is about: at least one, each once, and such as a group can be called. */
export function checkGroups(
  { ticketDistributionGroupIds: ids }: { readonly ticketDistributionGroupIds: readonly string[] },
  issues: InputIssues,
): readonly string[] {
  checkEachOnce(ids, ['ticketDistributionGroupIds'], issues);
  for (const [index, id] of ids.entries()) {
    const rule = '1 to 64 letters, digits, hyphens and underscores.';
    checkForm(id, /^[\w-]{1,64}$/, rule, ['ticketDistributionGroupIds', index], issues);
  }
  return ids;
}
