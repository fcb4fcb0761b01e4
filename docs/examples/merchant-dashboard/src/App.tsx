import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { CloseOfMonth } from './close/CloseOfMonth.js';
import { ReceiptForm } from './receipt/ReceiptForm.js';
import { hrefTo, routeOf, useHash, type Route } from './route.js';
import { keepPlaces, placeKept } from './scroll-place.js';
import { Sales } from './sales/Sales.js';
import { Ledgers } from './units/Ledgers.js';
import { SalesUnits } from './units/SalesUnits.js';

/** The frame of all pages, and the one that the address names. */
export function App() {
  const hash = useHash();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(hash);

  useEffect(keepPlaces, []);
  // Back goes to where the page was left, and every new page begins at its top.
  useLayoutEffect(() => {
    scrollTo(0, placeKept());
  }, [hash]);
  // Who reads by ear or keyboard must land where the new page begins.
  useEffect(() => {
    document.title = `${main.current?.querySelector('h1')?.textContent ?? ''} · Merchant dashboard`;
    if (shown.current !== hash) main.current?.focus({ preventScroll: true });
    shown.current = hash;
  }, [hash]);

  const route = routeOf(hash);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <header>
        <span className="brand">Merchant dashboard</span>
        <nav aria-label="Pages">
          <Link to={hrefTo.units} current={route.page === 'units' || route.page === 'receipt'}>
            Sales units
          </Link>
          <Link to={hrefTo.ledgers} current={!['units', 'receipt', 'unknown'].includes(route.page)}>
            Ledgers
          </Link>
        </nav>
      </header>
      <main ref={main} tabIndex={-1}>
        {/* A page of something else begins anew. */}
        <Page key={hash} route={route} />
      </main>
    </>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'units':
      return <SalesUnits />;
    case 'ledgers':
      return <Ledgers />;
    case 'sales':
      return <Sales ledgerId={route.ledgerId} />;
    case 'close':
      return <CloseOfMonth ledgerId={route.ledgerId} month={route.month} />;
    case 'receipt':
      return <ReceiptForm msn={route.msn} />;
    case 'unknown':
      return <h1>There is no such page</h1>;
  }
}

function Link(props: { readonly to: string; readonly current: boolean; readonly children: ReactNode }) {
  return (
    <a href={props.to} aria-current={props.current ? 'page' : undefined}>
      {props.children}
    </a>
  );
}
