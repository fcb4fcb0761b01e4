import type { Connection, Edge, PageInfo } from '../../schema/shared/connection.js';

/** What a connection is made of. Cursors are made when somebody asks: a page of thousands mostly needs one. */
export interface ConnectionParts<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The cursor of node `index`. */
  readonly cursorAt: (index: number) => string;
  /** The cursor behind the page, which an empty page may have too. */
  readonly endCursor: () => string | null;
}

/**
 * A page as the schema shows it. A class and not an object with getters: the engine puts the functions of such an
 * object among what lives long, and with them the whole page that they know, for as long as it takes to collect that.
 */
export class ConnectionView<Node> implements Connection<Node> {
  readonly pageInfo: PageInfo;

  constructor(private readonly parts: ConnectionParts<Node>) {
    this.pageInfo = new PageInfoView(parts);
  }

  get nodes(): readonly Node[] {
    return this.parts.nodes;
  }

  get edges(): readonly Edge<Node>[] {
    const { nodes, cursorAt } = this.parts;
    return nodes.map((node, index) => ({ cursor: cursorAt(index), node }));
  }
}

/** The same of a list that is known whole. */
export class CountedConnectionView<Node> extends ConnectionView<Node> {
  constructor(
    parts: ConnectionParts<Node>,
    readonly totalCount: number,
  ) {
    super(parts);
  }
}

class PageInfoView implements PageInfo {
  constructor(private readonly parts: ConnectionParts<unknown>) {}

  get hasNextPage(): boolean {
    return this.parts.hasNextPage;
  }

  get hasPreviousPage(): boolean {
    return this.parts.hasPreviousPage;
  }

  get startCursor(): string | null {
    return this.parts.nodes.length === 0 ? null : this.parts.cursorAt(0);
  }

  get endCursor(): string | null {
    return this.parts.endCursor();
  }
}
