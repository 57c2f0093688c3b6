import { collectCells, createApiClient, type ApiClient, type ApiKey } from '@rote/client';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './accessibility.js';
import { chromiumPath, WITHOUT_CHROMIUM } from './chromium.js';
import { useStackAndBrowser } from './on-stack.js';
import { visit as visitIn } from './visit.js';

const MINUTE = 60_000;
const UNAUTHORIZED = { expectsFaults: /40[13]/ };

/** Four cells of a second or so. */
const SPEC = {
  name: 'grid to look at',
  dataset: { name: 'synthetic', train: 200, test: 100 },
  grid: { architecture: ['mlp-1x16'], corruption: ['none', 'random-labels'], seed: [1, 2] },
  training: { epochs: 5 },
};

describe.skipIf(chromiumPath === undefined)(`the web page ${WITHOUT_CHROMIUM}`, () => {
  const on = useStackAndBrowser();

  const visit = (address: string, options?: Parameters<typeof visitIn>[2]): Promise<Page> =>
    visitIn(on.browser, on.stack.url + address, options);

  it(
    'shows a sweep that someone else submits, and its progress until it is done, without a reload',
    async () => {
      const page = await visit('/');
      await page.getByText('There are no sweeps yet.').waitFor();
      await page.locator('[role=status][data-state=live]').waitFor();
      await on.stack.rote(['submit', '-'], JSON.stringify(SPEC));
      const row = page.getByRole('row').filter({ hasText: SPEC.name });
      await row.waitFor();
      await row.getByText('4 of 4').waitFor({ timeout: MINUTE });
      await row.getByText('completed').waitFor();
    },
    2 * MINUTE,
  );

  it('keeps the filters of a list in its address', async () => {
    const page = await visit('/?search=grid');
    await page.getByRole('link', { name: SPEC.name }).waitFor();
    await page.getByLabel('Name, notes or labels').fill('nothing like it');
    await page.getByText('No sweep matches.').waitFor();
    await page.reload();
    await page.getByText('No sweep matches.').waitFor();
    expect(await page.getByLabel('Name, notes or labels').inputValue()).toBe('nothing like it');
    await page.goBack();
  });

  it('ignores what it does not know in an address', async () => {
    const page = await visit('/compare?sweeps=foo,bar&metric=');
    await page.getByRole('heading', { name: 'Compare' }).waitFor();
    await page.goto(`${on.stack.url}/?state=nonsense&archived=7`);
    await page.getByRole('link', { name: SPEC.name }).waitFor();
  });

  it('says at once that the browser is offline, and catches up when it is online again', async () => {
    const page = await visit('/', { expectsFaults: /ERR_INTERNET_DISCONNECTED/ });
    await page.locator('[role=status][data-state=live]').waitFor();
    await page.context().setOffline(true);
    await page.locator('[role=status][data-state=waiting]').waitFor();
    await on.stack.rote(['submit', '-'], JSON.stringify({ ...SPEC, name: 'meanwhile' }));
    await page.context().setOffline(false);
    await page.locator('[role=status][data-state=live]').waitFor();
    await page.getByRole('link', { name: 'meanwhile' }).waitFor();
  });

  it('says that there is nothing at an address', async () => {
    const page = await visit('/sweep/1', { expectsFaults: /404/ });
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'All sweeps' }).click();
    await page.getByRole('link', { name: SPEC.name }).waitFor();
  });

  it('counts what a bulk change would reach before it is made', async () => {
    const page = await visit('/');
    await page.getByRole('checkbox', { name: SPEC.name, exact: true }).check();
    await page.getByRole('button', { name: 'Archive' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('This will archive 1 sweep with').waitFor();
    await dialog.getByRole('button', { name: 'Keep as it is' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await on.stack.client.pageSweeps({}, { limit: 1 })).items[0]?.archivedAt).toBeNull();
  });

  it('shows a cell with its result and its attempts', async () => {
    const { items } = await on.stack.client.pageSweeps({ search: SPEC.name }, { limit: 1 });
    const [cell] = await collectCells(on.stack.client, items[0]!.id, { limit: 1 });
    const page = await visit(`/cells/${cell!.id}`);
    await page.getByRole('heading', { name: 'mlp-1x16, none, seed 1' }).waitFor();
    await page.getByText('from the start').waitFor();
    await page.getByText('Test accuracy', { exact: true }).waitFor();
  });

  it('shows what a cell is trained on: pixels, labels and true ones', async () => {
    const { items } = await on.stack.client.pageSweeps({ search: SPEC.name }, { limit: 1 });
    const cells = await collectCells(on.stack.client, items[0]!.id, { limit: 4 });
    const [cell] = cells.filter(({ corruption, seed }) => corruption === 'random-labels' && seed === 2);
    const kept = await on.stack.client.getImages(cell!.id);
    expect(kept).toMatchObject({ height: 28, width: 28, channels: 3, stride: 1 });
    const wrong = kept.images.filter(({ label, trueLabel }) => label !== trueLabel);
    expect(wrong.length).toBeGreaterThan(4);

    const page = await visit(`/cells/${cell!.id}`);
    await page.setViewportSize({ width: 360, height: 740 });
    const pictures = page.getByRole('img', { name: /^image \d+: given \d/ });
    await pictures.first().waitFor();
    const shown = await pictures.all();
    expect(await Promise.all(shown.map((picture) => picture.getAttribute('aria-label')))).toEqual(
      kept.images.map(
        ({ index, label, trueLabel }) =>
          `image ${String(index)}: given ${String(label)}${label === trueLabel ? '' : `, in truth ${String(trueLabel)}`}`,
      ),
    );
    const drawn = await page.evaluate<{
      readonly shownAs: string;
      readonly pixels: readonly number[];
    }>(`(() => {
      const canvas = document.querySelectorAll('canvas[role=img]')[3];
      const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);
      return { shownAs: getComputedStyle(canvas).imageRendering, pixels: Array.from(data) };
    })()`);
    expect(drawn.shownAs).toBe('pixelated');
    expect(drawn.pixels.filter((_, i) => i % 4 !== 3)).toEqual(
      Array.from(Buffer.from(kept.images[3]!.pixels, 'base64')),
    );
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
    }
  });

  it.each(['/', '/?search=nothing', '/workers', '/sql', '/compare', '/sweeps/new'])(
    '%s has no fault that axe finds, in light and dark',
    async (address) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await visit(address);
        await page.emulateMedia({ colorScheme });
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await findViolations(page)).toEqual([]);
      }
    },
    MINUTE,
  );

  it(
    'recovers when the API is killed and comes back',
    async () => {
      const page = await visit('/', { expectsFaults: /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|503/ });
      await page.locator('[role=status][data-state=live]').waitFor();
      on.stack.killApi();
      await page.locator('[role=status][data-state=waiting]').waitFor();
      await page.locator('[role=status][data-state=live]').waitFor({ timeout: MINUTE });
      await on.stack.rote(['submit', '-'], JSON.stringify({ ...SPEC, name: 'after the restart' }));
      await page.getByRole('link', { name: 'after the restart' }).waitFor();
    },
    2 * MINUTE,
  );

  describe('once there is a key', () => {
    let adminKey: string;
    let admin: ApiClient;
    beforeAll(async () => {
      const created = await on.stack.rote([
        'keys',
        'create',
        '--name',
        'admin',
        '--scope',
        'admin',
        '--json',
      ]);
      adminKey = (JSON.parse(created) as { readonly key: string }).key;
      admin = createApiClient({ url: on.stack.url, key: adminKey, signal: new AbortController().signal });
    });

    it(
      'asks for one, and shows only what that one may do',
      async () => {
        const stranger = await visit('/', UNAUTHORIZED);
        await signIn(stranger, 'rote_none');
        await stranger.getByRole('alert').waitFor();
        expect(await findViolations(stranger)).toEqual([]);
        await signIn(stranger, await createKey('read'));
        expect(await shownTo(stranger)).toEqual([]);
        await stranger.reload();
        await stranger.getByRole('link', { name: SPEC.name }).waitFor();
        expect(await stranger.evaluate('document.cookie')).toBe('');

        for (const [key, shown] of [
          [await createKey('sql'), ['SQL', 'no sweeps']],
          [await createKey('read', 'sql'), ['SQL']],
          [await createKey('submit'), ['New sweep']],
          [await createKey('operate'), ['Jobs', 'Archive']],
        ] as const) {
          const page = await visit('/', UNAUTHORIZED);
          await signIn(page, key);
          expect(await shownTo(page)).toEqual(shown);
        }
        const operator = await visit('/', UNAUTHORIZED);
        await signIn(operator, adminKey);
        expect(await shownTo(operator)).toEqual(['SQL', 'Jobs', 'New sweep', 'Archive']);
        await operator.getByRole('button', { name: 'admin' }).click();
        await operator.getByRole('menuitem', { name: 'Sign out' }).click();
        await operator.getByRole('heading', { name: 'Sign in' }).waitFor();
      },
      2 * MINUTE,
    );

    it(
      'asks for another when that one is revoked, and shows the same view again',
      async () => {
        const page = await visit('/', UNAUTHORIZED);
        const key = await createKey('read', 'sql');
        await signIn(page, key);
        await page.getByRole('link', { name: SPEC.name }).click();
        const color = page
          .getByRole('group', { name: 'What the grid shows' })
          .getByRole('combobox', { name: 'Color', exact: true });
        await color.selectOption('train_accuracy');
        await page.getByRole('tab', { name: 'Failures' }).click();
        await page.getByText('No cell has failed.').waitFor();
        const address = page.url();
        await revoke(key);
        // The next thing that the page asks for is refused.
        await page.getByRole('tab', { name: 'Why cells wait' }).click();
        const other = await createKey('read', 'sql');
        await signIn(page, other);
        await page.getByText('No cell waits.').waitFor();
        expect(page.url()).toBe(address.replace('panel=failures', 'panel=why'));
        expect(await color.inputValue()).toBe('train_accuracy');

        // A question in SQL is not kept in the page's cache, and its refusal is noticed too.
        await page.getByRole('link', { name: 'SQL', exact: true }).click();
        const rows = page.getByRole('region', { name: 'Rows of the answer' });
        await page.getByRole('button', { name: 'Run' }).click();
        await rows.waitFor();
        await revoke(other);
        await page.getByRole('button', { name: 'Run' }).click();
        await signIn(page, await createKey('read', 'sql'));
        await rows.waitFor();
      },
      2 * MINUTE,
    );

    async function createKey(...scopes: ApiKey['scopes']): Promise<string> {
      return (await admin.createKey({ name: scopes.join(' and '), scopes })).key;
    }
    const revoke = (key: string): Promise<ApiKey> => admin.revokeKey(key.split('_')[1]!);
  });

  async function signIn(page: Page, key: string): Promise<void> {
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** What the list of sweeps offers a key beyond its rows. */
  async function shownTo(page: Page): Promise<readonly string[]> {
    await page.getByRole('link', { name: SPEC.name }).or(page.getByRole('alert')).waitFor();
    const offers = {
      SQL: page.getByRole('link', { name: 'SQL', exact: true }),
      Jobs: page.getByRole('link', { name: 'Jobs', exact: true }),
      'New sweep': page.getByRole('link', { name: 'New sweep', exact: true }),
      Archive: page.getByRole('button', { name: 'Archive' }),
      'no sweeps': page.getByText('This needs a key with the scope "read"'),
    };
    const shown = await Promise.all(Object.values(offers).map((each) => each.isVisible()));
    return Object.keys(offers).filter((_, index) => shown[index]);
  }
});
