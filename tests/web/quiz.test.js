// The quiz as people use it, in Chromium: by touch at 320 px, by keyboard, over two visits.
import assert from 'node:assert/strict';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { framework, peers, securityAction } from 'shisei';

import { inChromium } from './browser.js';
import { answerAll, answers, drawn, fits, heading, heard, listen, picture, press, shown, WORDS } from './steps.js';

const selfAssessment = framework('self-assessment');
const { controls, groups, scales } = selfAssessment.definition;
const before = listen;
const all = (choice) => Object.fromEntries(controls.map(({ id }) => [id, choice]));

for (const lang of ['ja', 'en']) {
  test(`by touch at 320 px in ${lang}: 25 answers, a result equal to the API's`, async () => {
    await inChromium(async (open) => {
      const { page, complaints, requests } = await open(`/demo/index.html?lang=${lang}&skip-start=1&mode=group`, {
        lang, before, width: 320, height: 640, hasTouch: true, isMobile: true,
      });
      const words = WORDS[lang];
      await page.locator('fieldset').first().waitFor();
      const loaded = requests.length;
      const other = lang === 'ja' ? 'en' : 'ja';
      assert.ok(!requests.some((url) => url.endsWith(`.${other}.js`)), 'one language is fetched');

      const given = {};
      const { choices } = scales[0];
      // At most ten on a page.
      const pages = groups.flatMap((group) => {
        const asked = controls.filter((control) => control.group === group.id);
        const half = Math.round(asked.length / 2);
        return asked.length > 10 ? [[group, asked.slice(0, half)], [group, asked.slice(half)]] : [[group, asked]];
      });
      for (const [at, [group, asked]] of pages.entries()) {
        await heading(page, group.title[lang]);
        assert.equal(await page.locator('fieldset').count(), asked.length);
        for (const [nth, control] of asked.entries()) {
          const choice = choices[(nth + at) % choices.length];
          given[control.id] = choice.id;
          const question = page.locator('fieldset').nth(nth);
          assert.ok((await question.textContent()).includes(control.question[lang]));
          await question.getByText(choice.label[lang], { exact: true }).tap();
          assert.equal(await question.locator('.hint').count(), choice.standing === 'unknown' ? 1 : 0);
          const box = await question.locator('.choice').first().boundingBox();
          assert.ok(box.height >= 44, 'a finger hits a choice');
        }
        await fits(page);
        const last = at === pages.length - 1;
        await page.getByRole('button', { name: last ? words.finish : words.next, exact: true }).tap();
      }

      await heading(page, words.result);
      const expected = { ...selfAssessment.assess(given) };
      assert.deepEqual(await heard(page, 'shisei-complete'), [expected]);
      assert.equal((await heard(page, 'shisei-answer')).length, controls.length);
      const text = await shown(page);
      assert.match(text, words.score);
      assert.match(text, words.self);
      const band = selfAssessment.definition.outcome.rule.bands.steps.find(
        ({ id }) => id === expected.outcome.low,
      );
      assert.ok(text.includes(band.meaning[lang]));
      for (const { control: id } of expected.findings) {
        assert.ok(text.includes(controls.find((one) => one.id === id).advice[lang]), id);
      }
      assert.equal(await page.locator('[part=findings] > ol > li').count(), 3);
      assert.equal(await page.locator('[part=findings] > ol a[href^="https://www.ipa.go.jp/"]').count() >= 3, true);
      const parts = await page.locator('[part=parts]').textContent();
      for (const [at, { title }] of groups.entries())
        assert.ok(parts.includes(`${title[lang]}${expected.groups[at].points.low} / ${expected.groups[at].points.max}`));
      await fits(page);
      assert.equal(requests.length, loaded, 'no request after loading');
      assert.deepEqual(complaints, []);
    });
  });
}

test('stars and published shares stand beside the result, as the core gives them', async () => {
  await inChromium(async (open) => {
    for (const lang of ['ja', 'en'])
      for (const given of [all('partial'), { ...Object.fromEntries(controls.slice(0, 8).map(({ id }) => [id, 'implemented'])), 'SA-01': 'unknown' }]) {
        const { page, complaints } = await open(`/demo/index.html?mode=all&lang=${lang}&skip-start=1`, { lang });
        await drawn(page);
        await page.evaluate(answerAll, given);
        await press(page, WORDS[lang].finish);
        if (Object.keys(given).length < controls.length) await press(page, WORDS[lang].anyway);
        await heading(page, WORDS[lang].result);
        const sheet = { framework: selfAssessment.reference, answers: given };

        const declarable = securityAction({ self_assessment: sheet });
        const stars = await page.locator('[part=stars]').textContent();
        assert.ok(stars.includes(declarable.title[lang]));
        const items = await page.locator('[part=stars] > ul > li').all();
        assert.equal(items.length, declarable.each.length);
        for (const [at, { title, missing }] of declarable.each.entries()) {
          const text = await items[at].textContent();
          assert.ok(text.startsWith(title[lang]));
          assert.equal(await items[at].locator('ul > li').count(), missing.length);
          for (const one of missing) assert.ok(text.includes(one.title[lang]) && text.includes(one.advice[lang]));
        }

        const published = peers({ sheet }).controls.flatMap(({ control, shares }) => shares.map((share) => ({ control, ...share })));
        const rows = await page.locator('[part=peers] > ul > li').all();
        assert.ok(published.length > 0);
        assert.equal(rows.length, published.length);
        for (const [at, { control, label, share_permille, n }] of published.entries()) {
          const text = await rows[at].textContent();
          const own = scales[0].choices.find(({ id }) => id === given[control])?.label[lang];
          assert.ok(text.includes(label[lang]) && text.includes(`${share_permille / 10}%${lang === 'ja' ? `（n = ${n}）` : ` (n = ${n})`}`));
          assert.ok(!own || text.includes(own));
        }
        assert.deepEqual(complaints, []);
      }
    const { page } = await open('/demo/index.html?mode=all&framework=cloud-use&lang=en&skip-start=1');
    await drawn(page);
    const { controls: asked, scales: offered } = framework('cloud-use').definition;
    await page.evaluate(answerAll, Object.fromEntries(asked.map(({ id }) => [id, offered[0].choices[0].id])));
    await press(page, WORDS.en.finish);
    await heading(page, WORDS.en.result);
    assert.equal(await page.locator('[part=stars], [part=peers]').count(), 0, 'nothing where nothing is known');
  });
});

test('by keyboard alone: answer, move on, see a range for what is open', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics&skip-start=1&mode=group', { before });
    await page.locator('fieldset').first().waitFor();
    const focused = () =>
      page.evaluate(() => {
        const inside = document.activeElement?.shadowRoot?.activeElement;
        return inside ? { tag: inside.localName, type: inside.type, text: inside.textContent } : null;
      });
    const tabTo = async (wanted) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (now && wanted(now)) return;
      }
      assert.fail('Tab never gets there');
    };
    await tabTo(({ type }) => type === 'radio');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await answers(page), { B1: 'partly' });
    await tabTo(({ tag }) => tag === 'summary');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('details[open]').count(), 1, 'why is one key away');
    await tabTo(({ tag, text }) => tag === 'button' && text === 'Show the result');
    await page.keyboard.press('Enter');
    await heading(page, 'Before the result');
    assert.equal((await focused()).tag, 'h3', 'the new page has the focus');
    assert.match(await shown(page), /5 questions are unanswered/);
    assert.match(await shown(page), /There is a result after 1 more answer\./);
    assert.equal(await page.getByRole('button', { name: 'as a range' }).count(), 0, 'next to nothing gives no result');
    await tabTo(({ tag, text }) => tag === 'button' && text === '3');
    await page.keyboard.press('Enter');
    assert.equal((await focused()).type, 'radio', 'back at the open question');
    await page.keyboard.press('Space');
    await tabTo(({ tag, text }) => tag === 'button' && text === 'Show the result');
    await page.keyboard.press('Enter');
    await tabTo(({ tag, text }) => tag === 'button' && text === 'Show the result as a range');
    assert.match(await shown(page), /The result so far: \d+ to \d+%/);
    await page.keyboard.press('Enter');
    await heading(page, 'Your result');
    assert.equal((await focused()).tag, 'h3');
    const [assessment] = await heard(page, 'shisei-complete');
    assert.deepEqual(assessment, { ...framework('five-basics').assess({ B1: 'partly', B3: 'done' }) });
    await page.getByRole('button', { name: 'Change answers' }).press('Enter');
    assert.ok(await page.getByRole('radio', { name: 'Partly done' }).first().isChecked());
    assert.deepEqual(complaints, []);
  });
});

test('one question at a time, or all: back and forth without loss', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&mode=one&skip-start=1', { before });
    await heading(page, controls[0].question.en);
    assert.equal(await page.locator('fieldset').count(), 1);
    for (const choice of ['Implemented', "Don't know", 'Not implemented']) {
      await page.getByRole('radio', { name: choice, exact: true }).check();
      await press(page, 'Next');
      assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.localName), 'fieldset');
    }
    for (const choice of ['Not implemented', "Don't know", 'Implemented']) {
      await press(page, '‹ Back');
      assert.ok(await page.getByRole('radio', { name: choice, exact: true }).isChecked());
    }
    await press(page, 'Next');
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'all'));
    await page.locator('fieldset').nth(24).waitFor();
    assert.deepEqual(Object.keys(await answers(page)), ['SA-01', 'SA-02', 'SA-03']);
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'one'));
    assert.ok((await page.locator('fieldset').textContent()).includes(controls[1].question.en), 'the same place');
    await page.locator('shisei-quiz').evaluate((quiz) => quiz.reset());
    assert.deepEqual(await answers(page), {});
    assert.deepEqual(complaints, []);
  });
});

test('another language keeps the answers and is fetched only when asked for', async () => {
  await inChromium(async (open) => {
    const { page, requests, complaints } = await open('/demo/index.html?lang=ja&skip-start=1&mode=group');
    await page.locator('fieldset').first().waitFor();
    await page.getByRole('radio').first().check();
    const loaded = requests.length;
    await page.evaluate(() => (document.querySelector('shisei-quiz').lang = 'en'));
    await heading(page, groups[0].title.en);
    const files = requests.slice(loaded).map((url) => url.split('/').pop());
    assert.deepEqual(files, [`${selfAssessment.reference}.en.js`]);
    assert.ok(await page.getByRole('radio').first().isChecked());
    assert.equal(await page.locator('[part=page]').getAttribute('lang'), 'en');
    assert.deepEqual(complaints, []);
  });
});

test('an answer that needs a reason asks for it, and holds the result back until then', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&mode=all&framework=asset-management&skip-start=1', { before });
    await drawn(page);
    const fieldset = page.locator('fieldset', { has: page.locator('[value=not-applicable]') }).first();
    const control = await fieldset.locator('input').first().getAttribute('name');
    await fieldset.locator('[value=not-applicable]').check();
    await press(page, 'Show the result');
    await heading(page, 'Before the result');
    assert.match(await shown(page), /1 answer needs a reason/);
    assert.equal(await page.getByRole('button', { name: 'as a range' }).count(), 0);
    await page.locator('[part=open] button').first().click();
    await page.keyboard.type('Nothing of ours faces the net');
    const { controls: asked } = framework('asset-management').definition;
    await page.evaluate(answerAll, Object.fromEntries(asked.filter(({ id }) => id !== control).slice(0, 9).map(({ id }) => [id, 'met'])));
    await press(page, 'Show the result');
    await press(page, 'Show the result as a range');
    await heading(page, 'Your result');
    const given = await answers(page);
    assert.deepEqual(given[control], { choice: 'not-applicable', reason: 'Nothing of ours faces the net' });
    assert.deepEqual(await heard(page, 'shisei-complete'), [{ ...framework('asset-management').assess(given) }]);
    assert.deepEqual(complaints, []);
  });
});

test('resume: kept for the next visit when asked for, what fits taken up again, damage said', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&resume=1&skip-start=1&mode=group');
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(answerAll, { 'SA-01': 'partial', 'SA-02': 'unknown' });
    await page.reload();
    await page.getByText('Your earlier answers are back.').waitFor();
    assert.deepEqual(await answers(page), { 'SA-01': 'partial', 'SA-02': 'unknown' });
    const [key] = await page.evaluate(() => Object.keys(localStorage));
    assert.match(key, /^shisei-quiz:\/demo\/index\.html::self-assessment@/, 'of one page and element');
    const kept = await page.evaluate((key) => localStorage[key], key);
    const again = async (text) => {
      await page.evaluate(([key, value]) => (localStorage[key] = value), [key, text]);
      await page.reload();
    };
    for (const damaged of ['', '{', 'null', '[]', '7', kept.slice(0, -9)]) {
      await again(damaged);
      await page.getByText('could not be read; they were ignored').waitFor();
      assert.deepEqual(await answers(page), {}, damaged);
    }
    // After a correction of the catalogue the answers that still fit stay.
    for (const corrected of [
      kept.replace('partial', 'x'), kept.replace('SA-01', '__proto__'), kept.replace('SA-01', 'SA-99'),
      kept.replace('"partial"', '{"choice":[]}'), kept.replace('"partial"', 'null'),
    ]) {
      await again(corrected);
      await page.getByText('1 answer does not fit the questions of today').waitFor();
      assert.deepEqual(await answers(page), { 'SA-02': 'unknown' }, corrected);
    }
    await again(kept);
    await page.getByText('Your earlier answers are back.').waitFor();
    await page.locator('shisei-quiz').evaluate((quiz) => quiz.reset());
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
    await page.goto(page.url().replace('resume=1', ''));
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(answerAll, { 'SA-01': 'partial' });
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], 'nothing without the attribute');
    assert.deepEqual(complaints, []);
  });
});

test('the next visit begins with the choice to go on; starting again can be undone', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&resume=1');
    await press(page, 'Start');
    for (const choice of ['Implemented', "Don't know"]) {
      await page.getByRole('radio', { name: choice, exact: true }).check();
      await press(page, 'Next');
    }
    const given = { 'SA-01': 'implemented', 'SA-02': 'unknown' };
    await page.reload();
    await page.getByRole('button', { name: 'Continue (2 of 25 answered)' }).waitFor();
    await press(page, 'Start again');
    assert.deepEqual(await answers(page), {});
    assert.deepEqual(await page.evaluate(() => localStorage.length), 0);
    await press(page, 'Undo');
    assert.deepEqual(await answers(page), given);
    assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
    await page.reload();
    await page.getByRole('button', { name: 'Continue (2 of 25 answered)' }).click();
    await heading(page, controls[2].question.en);
    assert.deepEqual(complaints, []);
  });
});

test('within a visit nothing is lost: reload, and back from elsewhere, end at the same question', async () => {
  await inChromium(async (open, origin) => {
    const { page, complaints } = await open('/demo/index.html?lang=en');
    await press(page, 'Start');
    await page.getByRole('radio', { name: 'Implemented', exact: true }).check();
    await press(page, 'Next');
    await page.reload();
    await heading(page, controls[1].question.en);
    await page.goto(`${origin}/demo/index.html?lang=ja&framework=five-basics`);
    await page.goBack();
    await heading(page, controls[1].question.en);
    assert.deepEqual(await answers(page), { 'SA-01': 'implemented' });
    assert.deepEqual(complaints, []);
  });
});

test('with `history` the browser’s Back goes through the pages', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&history=1');
    await press(page, 'Start');
    await page.getByRole('radio', { name: 'Implemented', exact: true }).check();
    await press(page, 'Next');
    await heading(page, controls[1].question.en);
    await page.goBack();
    await heading(page, controls[0].question.en);
    assert.ok(await page.getByRole('radio', { name: 'Implemented', exact: true }).isChecked());
    await page.goBack();
    await page.getByRole('button', { name: 'Continue (1 of 25 answered)' }).waitFor();
    await page.goForward();
    await page.goForward();
    await heading(page, controls[1].question.en);
    assert.deepEqual(complaints, []);
  });
});

test('two quizzes that would keep answers under one key: said, and neither lost', async () => {
  await inChromium(async (open) => {
    const body = `<!doctype html><html lang="en"><title>t</title><link rel="icon" href="data:,">
      <script type="module" src="/dist/quiz.js"></script>
      <shisei-quiz framework="five-basics" mode="all" skip-start resume></shisei-quiz>
      <shisei-quiz framework="five-basics" mode="all" skip-start resume></shisei-quiz>`;
    const { page } = await open('/demo/two.html', { pages: { '/demo/two.html': { body } }, before });
    await page.getByText('Give each an id of its own').waitFor();
    assert.equal((await heard(page, 'shisei-error'))[0].code, 'same-key');
    const quizzes = page.locator('shisei-quiz');
    const told = await quizzes.evaluateAll((all) => all.map(({ shadowRoot }) => /id of its own/.test(shadowRoot.textContent)));
    assert.deepEqual(told.toSorted(), [false, true]);
    for (const at of [0, 1]) await quizzes.nth(at).getByRole('radio').nth(at).check();
    const kept = await page.evaluate(() => Object.values(localStorage).map((text) => JSON.parse(text).answers));
    assert.deepEqual(kept, [{ B1: told[0] ? 'partly' : 'done' }], 'of the one that was not told');
  });
});

test('a link carries the answers in its fragment, only when the host wants it', async () => {
  await inChromium(async (open, origin) => {
    const { page, requests, complaints } = await open('/demo/index.html?lang=en&mode=all&share=1&skip-start=1');
    await drawn(page);
    const given = all('implemented');
    given['SA-07'] = 'unknown';
    await page.evaluate(answerAll, given);
    await press(page, 'Show the result');
    await press(page, 'Make a link');
    const link = await page.locator('input[readonly]').inputValue();
    await page.evaluate(() => sessionStorage.clear());
    assert.ok(link.length < 200 && link.startsWith(origin));
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByText('Your earlier answers are back.').waitFor();
    assert.deepEqual(await answers(page), given);
    assert.ok(!requests.some((url) => url.includes(given['SA-07']) || /~0/.test(url.split('#')[0])));
    for (const other of ['#shisei=', link.slice(link.indexOf('#')).replace('self-assessment', 'five-basics'), '#shisei=%00%ff<b>', `#shisei=${'0'.repeat(9999)}`, '#%']) {
      await page.goto('about:blank');
      await page.goto(link.split('#')[0] + other);
      await page.locator('fieldset').first().waitFor();
      assert.deepEqual(await answers(page), {});
      assert.equal(await page.locator('[part=notice]').textContent(), '', 'a link for another quiz is none of ours');
    }
    for (const hash of [link.slice(link.indexOf('#'), -1), `${link.slice(link.indexOf('#'), -1)}z`, link.slice(link.indexOf('#')).replace(/~\w+~/, '~0~')]) {
      await page.goto('about:blank');
      await page.goto(link.split('#')[0] + hash);
      await page.getByText('could not be read; they were ignored').waitFor();
      assert.deepEqual(await answers(page), {}, hash.slice(0, 99));
    }
    await page.goto('about:blank');
    await page.goto(link.replace('share=1', ''));
    await page.locator('fieldset').first().waitFor();
    assert.deepEqual(await answers(page), {}, 'not read without the attribute');
    assert.deepEqual(complaints, []);
  });
});

test('the result can be taken away as JSON, CSV, SVG and PNG, and compared later', async () => {
  await inChromium(async (open) => {
    const { page, complaints, requests } = await open('/demo/index.html?lang=en&mode=all&skip-start=1');
    await drawn(page);
    await page.evaluate(answerAll, all('partial'));
    await press(page, 'Show the result');
    await page.getByText('Save or compare files').click();
    const loaded = requests.filter((url) => !url.startsWith('blob:')).length;
    const folder = await mkdtemp(join(tmpdir(), 'shisei-'));
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return { path, bytes: await readFile(path) };
    };
    const json = await save('JSON (data)');
    const { date, ...rest } = JSON.parse(json.bytes);
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual({ ...rest, date: null }, { ...selfAssessment.assess(all('partial')), date: null });
    const csv = (await save('CSV (spreadsheet)')).bytes.toString('utf8');
    assert.ok(csv.startsWith('\ufeffcontrol,') && csv.split('\r\n').length === 27);
    const svg = (await save('SVG (chart)')).bytes.toString('utf8');
    assert.ok(svg.startsWith('<svg') && svg.includes('/ 20 points') && !svg.includes('var('));
    const png = (await save('PNG (chart)')).bytes;
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.length > 3000);

    await press(page, 'Change answers');
    await page.evaluate(answerAll, { 'SA-01': 'implemented', 'SA-02': 'not-implemented' });
    await press(page, 'Show the result');
    await page.getByText('Save or compare files').click();
    const compare = (file) => page.locator('input[type=file]').setInputFiles(file);
    await compare(json.path);
    const place = page.locator('[part=compare]');
    const day = new Date(`${date}T00:00`).toLocaleDateString('en-GB', { dateStyle: 'long' });
    await place.getByText(`Earlier ${day}`).waitFor();
    await place.getByText(/SA-01|Partially implemented → Implemented/).first().waitFor();
    assert.equal(await place.locator('li').count(), 2);
    await picture(page, 'en-compare');
    const lie = join(folder, 'lie.json');
    await writeFile(lie, JSON.stringify({ ...rest, points: { low: 9999, high: 9999, min: 0, max: 1 } }));
    await compare(lie);
    await place.getByText('Now:').waitFor();
    assert.ok(!(await place.textContent()).includes('9999'), 'figures of the file are not trusted');
    for (const [name, text, said] of [
      ['broken.json', '{', /no result that can be read/],
      ['null.json', 'null', /no result that can be read/],
      ['other.json', JSON.stringify(framework('five-basics').assess({})), /another questionnaire or edition/],
      ['large.json', 'x'.repeat(2 << 20), /no result that can be read/],
    ]) {
      await writeFile(join(folder, name), text);
      await compare(join(folder, name));
      await place.getByText(said).waitFor();
    }
    assert.equal(requests.filter((url) => !url.startsWith('blob:')).length, loaded, 'no request');
    assert.deepEqual(complaints, []);
  });
});

test('the result prints on two A4 pages at most', async () => {
  await inChromium(async (open) => {
    for (const lang of ['ja', 'en']) {
      const { page } = await open(`/demo/index.html?mode=all&lang=${lang}&skip-start=1`);
      await drawn(page);
      await page.evaluate(answerAll, all('unknown'));
      await press(page, WORDS[lang].finish);
      await heading(page, WORDS[lang].result);
      const margin = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
      const pdf = await page.pdf({ format: 'A4', margin, ...(process.env.WEB_PICTURES && { path: `${process.env.WEB_PICTURES}/${lang}-print.pdf` }) });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages <= 2, `${lang}: ${pages} pages`);
    }
  });
});

test('part of a form: its value is the sheet, `required` holds the form, reset clears', async () => {
  await inChromium(async (open) => {
    const body = `<!doctype html><html lang="en"><title>t</title><link rel="icon" href="data:,">
      <script type="module" src="/dist/quiz.js"></script>
      <form><shisei-quiz name="sheet" framework="five-basics" required mode="all" skip-start><p slot="intro">Hello</p><p slot="footer">Bye</p></shisei-quiz>
      <fieldset><shisei-quiz id="two" framework="self-assessment"></shisei-quiz></fieldset></form>`;
    const { page, complaints } = await open('/demo/form.html', { pages: { '/demo/form.html': { body } }, before });
    await page.getByRole('radio', { name: 'Done', exact: true }).nth(5).waitFor();
    await press(page.locator('#two'), 'Start');
    await page.locator('#two fieldset').first().waitFor();
    const value = () => page.evaluate(() => new FormData(document.forms[0]).get('sheet'));
    const valid = () => page.evaluate(() => document.forms[0].checkValidity());
    assert.equal(await valid(), false);
    const given = Object.fromEntries(framework('five-basics').definition.controls.map(({ id }) => [id, 'done']));
    await page.evaluate(answerAll, given);
    assert.equal(await valid(), true);
    assert.deepEqual(JSON.parse(await value()), { framework: framework('five-basics').reference, answers: given });
    assert.deepEqual(await page.locator('#two').evaluate((quiz) => quiz.answers), {}, 'two on a page keep apart');
    await page.evaluate(() => (document.querySelector('fieldset').disabled = true));
    assert.ok(await page.locator('#two').getByRole('radio').first().isDisabled());
    await page.evaluate(() => document.forms[0].reset());
    assert.deepEqual(await page.locator('shisei-quiz').first().evaluate((quiz) => quiz.answers), {});
    assert.ok(await page.getByText('Hello').isVisible() && await page.getByText('Bye').isVisible());
    assert.deepEqual(complaints, []);
  });
});

test('tiers: what the answers support, and what is missing', async () => {
  await inChromium(async (open) => {
    const action = framework('security-action');
    const { page, complaints } = await open('/demo/index.html?lang=en&mode=all&framework=security-action&skip-start=1', { before });
    await drawn(page);
    const given = Object.fromEntries(action.definition.controls.map(({ id, group }) => [id, group === 'star-2' ? 'unmet' : 'met']));
    await page.evaluate(answerAll, given);
    await press(page, 'Show the result');
    const tiers = page.locator('[part=tiers]');
    assert.match(await tiers.locator('> li').nth(0).textContent(), /^★: Reached$/);
    const { missing } = action.assess(given).tiers[1];
    assert.ok((await tiers.locator('> li').nth(1).textContent()).startsWith(`★★: ${missing.length} to go`));
    assert.deepEqual(complaints, []);
  });
});

test('colours, fonts and parts are the host’s to set', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&skip-start=1&mode=group');
    await page.locator('fieldset').first().waitFor();
    const seen = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('shisei-quiz { --shisei-accent: rgb(1, 2, 3) } shisei-quiz::part(question) { border: 7px solid } shisei-quiz::part(selected) { border-color: rgb(4, 5, 6) }');
      document.adoptedStyleSheets = [sheet];
      const { shadowRoot } = document.querySelector('shisei-quiz');
      const style = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
      shadowRoot.querySelector('input').click();
      return [style('button.main').backgroundColor, style('fieldset').borderTopWidth, style('.selected').borderTopColor];
    });
    assert.deepEqual(seen, ['rgb(1, 2, 3)', '7px', 'rgb(4, 5, 6)']);
  });
});

test('nothing moves for people who want no motion', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&skip-start=1&mode=group', { reducedMotion: 'reduce' });
    await page.locator('fieldset').first().waitFor();
    const moving = await page.evaluate(() => document.querySelector('shisei-quiz').shadowRoot.getAnimations().length);
    assert.equal(moving, 0);
  });
});

test('questions do not wait for what scores them, and what is answered before counts', async () => {
  await inChromium(async (open) => {
    const late = `(${listen})(); const real = WebAssembly.instantiate; WebAssembly.instantiate = async (bytes) => {
      await new Promise((go) => (globalThis.go = go));
      return real(bytes);
    };`;
    const { page, complaints } = await open('/demo/index.html?lang=en&mode=all&resume=1&framework=five-basics&skip-start=1', { before: late });
    await drawn(page);
    const basics = framework('five-basics');
    const given = Object.fromEntries(basics.definition.controls.map(({ id }) => [id, 'done']));
    assert.deepEqual(await page.evaluate(answerAll, given), []);
    assert.deepEqual(await answers(page), given);
    await press(page, 'Show the result');
    assert.equal(await page.locator('shisei-quiz').evaluate((quiz) => quiz.assessment), null);
    assert.deepEqual(await page.evaluate(() => globalThis.heard), [], 'no answer is told before its result can be asked for');
    await page.evaluate(() => globalThis.go());
    await heading(page, 'Your result');
    assert.equal((await heard(page, 'shisei-answer')).length, Object.keys(given).length);
    assert.deepEqual(await heard(page, 'shisei-complete'), [{ ...basics.assess(given) }]);
    assert.equal(await page.evaluate(() => localStorage.length), 1, 'and they are kept');
    assert.deepEqual(complaints, []);
  });
});

test('what scores is damaged: one event and a message', async () => {
  await inChromium(async (open) => {
    const body = { body: 'export default "no module"', contentType: 'text/javascript' };
    const pages = { '/dist/engine-*.js': body, '/dist/plain-*.js': body };
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics&skip-start=1&mode=group', { before, pages });
    await page.getByRole('alert').waitFor();
    assert.equal((await heard(page, 'shisei-error')).length, 1);
    assert.deepEqual(complaints, []);
  });
});

test('all questions on one page: the parts in their order, the button at the end', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&mode=all&skip-start=1');
    await drawn(page);
    const seen = await page.locator('[part=page]').evaluate((root) =>
      [...root.querySelectorAll('h3, fieldset, button.main')].map((one) => one.querySelector('input')?.name ?? one.textContent));
    const asked = groups.flatMap(({ id, title }) => [title.en, ...controls.filter((one) => one.group === id).map((one) => one.id)]);
    assert.deepEqual(seen, [...asked, 'Show the result']);
  });
});

test('an unknown framework is an event and a message, not silence', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&framework=five-basics&skip-start=1&mode=group', { before });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(() => (document.querySelector('shisei-quiz').framework = 'five-basic'));
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /no questionnaire of this name/);
    assert.equal(await page.getByRole('button').count(), 0, 'nothing is left to press');
    const [error] = await heard(page, 'shisei-error');
    assert.equal(error.code, 'unknown-framework');
  });
});

test('a page rendered on a server may import the element', async () => {
  assert.ok((await import('shisei/quiz')) !== undefined);
});
