"""Scatter plots as SVG, so that the study needs no plotting program."""

import html
import math

WIDTH, HEIGHT = 860, 540
LEFT, RIGHT, TOP, BOTTOM = 72, 24, 56, 60
GRID, INK = "#e7e9ec", "#3b424c"


def ticks(low, high, wanted=8):
    """Round numbers from low to high.

    >>> ticks(0, 60, 6)
    [0, 10, 20, 30, 40, 50, 60]
    >>> ticks(-0.9, 2.1, 3)
    [0, 1, 2]
    """
    rough = (high - low) / wanted
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * m for m in (1, 2, 5, 10) if unit * m >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    values = [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]
    return [int(v) if v == int(v) else round(v, 10) for v in values]


class Plot:
    """Points and lines over a linear axis and one that y_map makes linear."""

    def __init__(self, title, x_label, y_label, x_range, y_range, y_map=lambda y: y, y_ticks=None):
        self.x_range, self.y_map = x_range, y_map
        self.y_low, self.y_high = y_map(y_range[0]), y_map(y_range[1])
        self.parts, self.taken = [], []
        for value in ticks(*x_range):
            x = self.x(value)
            self.line([(x, TOP), (x, HEIGHT - BOTTOM)], GRID)
            self.text(x, HEIGHT - BOTTOM + 18, f"{value}", anchor="middle")
        for value in y_ticks or ticks(*y_range):
            y = self.y(value)
            self.line([(LEFT, y), (WIDTH - RIGHT, y)], GRID)
            self.text(LEFT - 8, y + 4, f"{value}", anchor="end")
        self.line([(LEFT, TOP), (LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, HEIGHT - BOTTOM)], INK)
        self.text(LEFT, 26, title, size=17)
        self.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, x_label, anchor="middle")
        self.text(LEFT, 46, y_label)

    def x(self, value):
        return LEFT + (value - self.x_range[0]) / (self.x_range[1] - self.x_range[0]) * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        share = (self.y_map(value) - self.y_low) / (self.y_high - self.y_low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def line(self, points, colour, width=1, dash=""):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>')

    def text(self, x, y, content, anchor="start", size=12.5, colour=INK):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">'
                          f"{html.escape(content)}</text>")

    def horizontal(self, value, label, at_end=False):
        y = self.y(value)
        self.line([(LEFT, y), (WIDTH - RIGHT, y)], INK, 1, "5 4")
        x = WIDTH - RIGHT - 6.4 * len(label) if at_end else LEFT + 8
        self.text(x, y - 5, label, size=11.5)
        self.taken.append((x, y - 16, x + 6.4 * len(label), y))

    def curve(self, points, colour):
        self.line([(self.x(x), self.y(y)) for x, y in points], colour, 1.6)

    def mark(self, x, y, colour, shape="circle"):
        px, py = self.x(x), self.y(y)
        if shape == "square":
            self.parts.append(f'<rect x="{px - 4.5:.1f}" y="{py - 4.5:.1f}" width="9" height="9" fill="{colour}"/>')
        elif shape == "diamond":
            self.parts.append(f'<path d="M{px:.1f} {py - 6:.1f} l6 6 l-6 6 l-6 -6 z" fill="{colour}"/>')
        else:
            self.parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="5" fill="{colour}"/>')
        self.taken.append((px - 6, py - 6, px + 6, py + 6))

    def label(self, x, y, content, colour):
        """Beside the mark where nothing is covered, once all marks are drawn; nowhere if all places are taken."""
        px, py = self.x(x), self.y(y)
        width = 6.2 * len(content)
        places = [(px + 9, py + 4), (px - 9 - width, py + 4)]
        places += [(px - width / 2 + dx, py + dy) for dy in (-10, 18, -22, 30) for dx in (0, 24, -24)]
        for left, base in places:
            box = (left, base - 10, left + width, base + 2)
            inside = box[0] > LEFT and box[2] < WIDTH - RIGHT + 8 and box[1] > TOP and box[3] < HEIGHT - BOTTOM
            if inside and all(box[2] < t[0] or box[0] > t[2] or box[3] < t[1] or box[1] > t[3] for t in self.taken):
                break
        else:
            return
        self.taken.append(box)
        self.text(left, base, content, size=11, colour=colour)

    def legend(self, entries):
        """[(text, colour, shape)], from the right end of the title's line."""
        x = WIDTH - RIGHT
        for content, colour, shape in reversed(entries):
            x -= 6.8 * len(content)
            self.text(x, 46, content)
            marker = "■" if shape == "square" else "◆" if shape == "diamond" else "●"
            self.text(x - 15, 46, marker, colour=colour)
            x -= 32

    def document(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
                f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Helvetica, Arial, sans-serif">\n'
                f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n' + "\n".join(self.parts) + "\n</svg>\n")
