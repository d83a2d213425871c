#!/usr/bin/python3
"""Opens a page of `rccm report` in Chromium and uses it. Usage: check_page.py PROGRAM [--screenshots FOLDER]

At the widths of a phone and of a desk: no message on the console, nothing loaded from elsewhere, no horizontal
scrolling; the plot answers the pointer, a click shows a circuit, the filter filters, a heading sorts. And that equal
results give an equal page, of at most 2 MiB, that is drawn within a second.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).resolve().parent / 'samples'
MOST_BYTES = 2 << 20
MOST_MILLISECONDS = 1000
PICTURES = ('header', 'nav', '#multipliers > div', '#circuit', '#accuracy', '#training', '#layers', '#verification', '#files')
SIZES = {'phone': (360, 740), 'desk': (1280, 900)}
problems = []


def check(condition, sentence):
    if not condition:
        problems.append(sentence)
        print(f'FAIL {sentence}')


def make_page(program, folder):
    """A page of every kind of result, and its bytes made twice."""
    def run(*arguments):
        subprocess.run([program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run('search', '--dist', 'gaussian', '--adders', '2', '--pareto', '-o', 'front.json')
    run('compare', 'front.json', '--dist', 'gaussian,laplace', '--json', '-o', 'comparison.json')
    results = ['front.json', 'comparison.json']
    for sample in sorted(SAMPLES.iterdir()):
        (folder / sample.name).write_bytes(sample.read_bytes())
        results.append(sample.name)
    page = folder / 'report.html'
    run('report', *results, '-o', page.name)
    first = page.read_bytes()
    run('report', *results, '-o', page.name)
    check(page.read_bytes() == first, 'the same results give the same bytes')
    check(len(first) <= MOST_BYTES, f'the page has at most 2 MiB, but {len(first)} bytes')
    return page


def open_browser(profile):
    options = Options()
    options.binary_location = '/usr/bin/chromium'
    for flag in ('headless', 'no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking',
                 'disable-component-update', 'disable-sync', 'disable-dev-shm-usage', f'user-data-dir={profile}'):
        options.add_argument(f'--{flag}')
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
    return webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)


class Page:
    """The page at one width, and what one does on it."""

    def __init__(self, browser, path, width, height):
        self.browser = browser
        browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride',
                                {'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': False})
        browser.get(path.as_uri())
        self.settle()

    def settle(self):
        """Waits until what a change of size or of the filter causes is drawn."""
        self.browser.execute_async_script(
            'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)));')

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def script(self, text, *arguments):
        return self.browser.execute_script('return ' + text, *arguments)

    def type(self, name, text):
        field = self.one(f'[name={name}]')
        field.send_keys(Keys.CONTROL, 'a', Keys.DELETE)
        if text:
            field.send_keys(text)
        self.settle()

    def multipliers(self):
        return [row.get_attribute('data-name') for row in self.all('#multipliers tbody tr')]

    def dots(self):
        return len(self.all('#multipliers .plot svg [aria-label=dot] > *'))


def check_layout(page, where):
    width = page.script('innerWidth')
    widest = page.script('document.documentElement.scrollWidth')
    check(widest <= width, f'{where}: nothing is wider than the window of {width} pixels, but the page is {widest}')
    for box in page.all('.scrolled'):
        needed, there = page.script('[arguments[0].scrollWidth, arguments[0].clientWidth]', box)
        check(needed <= there, f'{where}: the table "{box.get_attribute("aria-label")}" fits its place of {there} '
                               f'pixels, but takes {needed}')
    titles = [title.text for title in page.all('main h2')]
    expected = ['Multipliers', 'Accuracy of networks', 'Training', 'Layers', 'Verification', 'Sources of this page']
    check(titles == expected, f'{where}: there is a section for each kind of result, but {titles}')


def check_plot(page, where):
    marks = page.all('#multipliers .plot svg [aria-label=dot] > *')
    # The last is the ring around the chosen one.
    target = marks[3]
    page.browser.execute_script('arguments[0].scrollIntoView({block: "center"})', target)
    page.settle()
    ActionChains(page.browser).move_to_element(target).perform()
    page.settle()
    tip = page.script('document.querySelector("#multipliers .plot svg [aria-label=tip]")?.textContent ?? ""')
    check('LUT' in tip and 'dB' in tip, f'{where}: the pointer over a mark shows its figures, but "{tip}"')
    ActionChains(page.browser).click().perform()
    page.settle()
    title = page.one('#circuit-title').text
    check(title != '' and title in tip, f'{where}: a click on a mark shows its circuit, but "{title}" of "{tip}"')
    chosen = page.all('#multipliers tbody tr[aria-current=true]')
    check([row.get_attribute('data-name') for row in chosen] == [title], f'{where}: the table marks what is chosen')


def check_circuit(page, where):
    page.script('document.querySelector("tr[data-name=\'addnet:2-add\'] button").click()')
    page.settle()
    check(page.one('#circuit-title').text == 'addnet:2-add', f'{where}: a name in the table shows its circuit')
    check(len(page.all('#circuit .drawing svg polygon')) >= 3, f'{where}: a circuit is drawn with its multiplexers')
    check(len(page.all('#circuit .codes li')) == 16, f'{where}: each of 16 codes is listed with its coefficient')
    plots = page.all('#circuit .plot svg')
    check(len(plots) == 2, f'{where}: there are the histogram and the bars, but {len(plots)} plots')
    bars = page.script('[...document.querySelectorAll("#circuit .plot svg")].at(-1).querySelectorAll("rect").length')
    check(bars >= 10, f'{where}: the LUTs stand beside those of the baselines, but {bars} bars')


def check_filter(page, where):
    everything = page.multipliers()
    check(page.dots() >= len(everything), f'{where}: the plot has a mark for each of {len(everything)} multipliers')
    page.type('text', 'booth')
    check(page.multipliers() == [f'booth:8x{bits}' for bits in range(2, 9)],
          f'{where}: the filter by name leaves Booth multipliers, but {page.multipliers()}')
    check(page.dots() in (7, 8), f'{where}: the plot shows what the table does, but {page.dots()} marks')
    page.type('most', '20')
    check(page.multipliers() == ['booth:8x2', 'booth:8x3', 'booth:8x4'],
          f'{where}: the filter by LUTs works beside it, but {page.multipliers()}')
    page.type('most', '')
    page.type('text', '')
    check(page.multipliers() == everything, f'{where}: without a filter all are back')
    page.one('[name=uniform]').click()
    page.settle()
    check(not any(name.startswith('booth') for name in page.multipliers()), f'{where}: a kind can be hidden')
    page.one('[name=uniform]').click()
    page.settle()


def check_sorting(page, where):
    heading = '#multipliers thead th:nth-child(6)'
    page.script(f'document.querySelector("{heading} button").click()')
    shown = page.script('[...document.querySelectorAll("#multipliers tbody td:nth-child(6)")].map((cell) => '
                        'Number(cell.textContent.replace("−", "-")))')
    check(shown == sorted(shown, reverse=True) and len(shown) > 10, f'{where}: a heading sorts the table, but {shown}')
    check(page.one(heading).get_attribute('aria-sort') == 'descending', f'{where}: the order is told to screen readers')


def check_weights(page, where):
    before = page.one('#multipliers .count').text
    page.script('(() => { const box = document.querySelector("[name=weights]"); box.selectedIndex = 1; '
                'box.dispatchEvent(new Event("change")); })()')
    page.settle()
    after = page.one('#multipliers .count').text
    check('gaussian' in before and 'laplace' in after, f'{where}: other weights can be chosen, but "{after}"')


def check_words(page, where):
    text = page.one('#verification').text
    check('Not checked here: ghdl' in text, f'{where}: it is told what was not checked')
    commands = [line.text for line in page.all('#files code')]
    for command in ('rccm search --dist gaussian --metric distortion --pareto -o front.json',
                    'rccm compare front.json --dist gaussian,laplace --json -o comparison.json'):
        check(command in commands, f'{where}: the sources name the command: {command}')


def check_theme(page, where):
    background = 'getComputedStyle(document.body).backgroundColor'
    light = page.script(background)
    page.browser.execute_cdp_cmd('Emulation.setEmulatedMedia',
                                 {'features': [{'name': 'prefers-color-scheme', 'value': 'dark'}]})
    dark = page.script(background)
    check(light != dark, f'{where}: dark colours are used where the system asks for them')
    page.script('document.getElementById("theme").click()')
    check(page.script(background) == light, f'{where}: the button overrides the system')
    page.browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {'features': []})


def check_messages(browser, where):
    messages = [entry['message'] for entry in browser.get_log('browser')]
    check(not messages, f'{where}: the console stays empty, but {messages}')
    requests = []
    for entry in browser.get_log('performance'):
        message = json.loads(entry['message'])['message']
        if message['method'] == 'Network.requestWillBeSent':
            requests.append(message['params']['request']['url'])
    foreign = [url for url in requests if not url.startswith(('file:', 'data:', 'chrome:'))]
    check(not foreign, f'{where}: nothing is loaded from elsewhere, but {foreign}')


def check_speed(browser, path):
    """What the page's own thread computes until the first frame; a clock would also count what else the machine does."""
    browser.execute_cdp_cmd('Performance.enable', {'timeDomain': 'threadTicks'})
    busy = []
    clock = []
    browser.get(path.as_uri())
    for _ in range(3):
        # Where the browser starts another process for it, the counter begins anew.
        before = task_seconds(browser)
        browser.refresh()
        clock.append(browser.execute_async_script(
            'const done = arguments[0]; requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));'))
        after = task_seconds(browser)
        busy.append(1000 * (after - before if after > before else after))
    check(0 < median(busy) <= MOST_MILLISECONDS, f'the page is drawn within a second, but {[round(t) for t in busy]} ms')
    print(f'{path.stat().st_size / 1024:.0f} KiB, drawn with {median(busy):.0f} ms of processor time, '
          f'{min(clock):.0f} ms by the clock')


def task_seconds(browser):
    metrics = browser.execute_cdp_cmd('Performance.getMetrics', {})['metrics']
    return next(metric['value'] for metric in metrics if metric['name'] == 'TaskDuration')


def take_pictures(browser, path, folder):
    folder.mkdir(parents=True, exist_ok=True)
    looks = [(size, scheme) for size in SIZES for scheme in ('light', 'dark')] + [('paper', 'dark')]
    for size, scheme in looks:
        width, height = SIZES.get(size, (760, 1000))
        browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {
            'media': 'print' if size == 'paper' else '', 'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
        page = Page(browser, path, width, height)
        full = page.script('document.documentElement.scrollHeight')
        browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride',
                                {'width': width, 'height': full, 'deviceScaleFactor': 1, 'mobile': False})
        page.settle()
        for place in PICTURES:
            for found in page.all(place)[:1]:
                found.screenshot(str(folder / f'{size}-{scheme}-{place.strip("#").split(" ")[0]}.png'))
    browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {'media': '', 'features': []})


def check_bundle():
    """That the plotting library was bundled anew after a change of what it is made of."""
    page = ROOT / 'generator' / 'report' / 'page'
    digest = hashlib.sha256(b''.join((page / name).read_bytes() for name in ('bundle.mjs', 'package-lock.json', 'plot.js')))
    with open(page / 'plot.bundle.js', encoding='utf-8') as bundle:
        head = bundle.read(2000)
    check(f'sources {digest.hexdigest()}' in head, 'plot.bundle.js is of the present sources: run tools/bundle-report')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('program')
    parser.add_argument('--screenshots', type=Path, help='write pictures of its parts to this folder')
    parser.add_argument('--page', type=Path, help='look at this page instead, checking only its speed')
    options = parser.parse_args()
    check_bundle()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.page.resolve() if options.page else make_page(os.path.abspath(options.program), folder)
        browser = open_browser(folder / 'profile')
        try:
            if options.screenshots:
                take_pictures(browser, path, options.screenshots)
            check_speed(browser, path)
            for where, (width, height) in SIZES.items() if not options.page else ():
                page = Page(browser, path, width, height)
                for one_check in (check_layout, check_plot, check_circuit, check_filter, check_sorting, check_words,
                                  check_weights, check_theme):
                    one_check(page, where)
                check_messages(browser, where)
        finally:
            browser.quit()
    print(f'{len(problems)} problems')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
