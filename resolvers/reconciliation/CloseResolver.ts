import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { BookAccountsInput, type BookEntry } from '../../schema/reconciliation/BookEntry.js';
import { ClosedDateConnection } from '../../schema/reconciliation/ClosedDateConnection.js';
import { bookEntries } from '../../src/reconciliation/book-entries.js';
import { readAccounts } from './close-input.js';
import type { ClosePage } from './close-page.js';
import { toBookEntry } from './mappers.js';

@Resolver(() => ClosedDateConnection)
export class CloseResolver {
  @FieldResolver()
  bookEntries(
    @Root() { closed, currency }: ClosePage,
    @Arg('accounts', () => BookAccountsInput, { description: 'Where to book what.' })
    given: BookAccountsInput,
  ): readonly BookEntry[] {
    const accounts = readAccounts(given);
    return closed.flatMap((date) => bookEntries(date, accounts)).map((entry) => toBookEntry(entry, currency));
  }
}
