package dev.switchboard.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A line chart as SVG. Of our own, since the libraries draw with AWT, which needs fonts that a
 * server has not got.
 *
 * @param command the part of {@code ./switchboard bench} that draws it
 * @param file its name without the ending
 * @param logX whether the horizontal axis is logarithmic
 */
public record Plot(
        String command,
        String file,
        String title,
        String xLabel,
        String yLabel,
        boolean logX,
        List<Series> series) {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int BOTTOM = 52;
    private static final int TICKS = 5;
    private static final List<String> COLOURS =
            List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a");

    /** One line. */
    public record Series(String name, List<Point> points) {}

    /** One point of it. */
    public record Point(double x, double y) {}

    /** The picture. */
    public String svg() {
        StringBuilder svg =
                new StringBuilder(
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                        <rect width="100%%" height="100%%" fill="white"/>
                        <text x="%d" y="20" font-size="14" font-weight="bold">%s</text>
                        """
                                .formatted(WIDTH, HEIGHT, LEFT, escaped(title)));
        double mostY = nice(most(Point::y));
        for (int i = 0; i <= TICKS; i++) {
            tickY(svg, mostY * i / TICKS, mostY);
        }
        series.stream()
                .flatMap(s -> s.points.stream())
                .mapToDouble(Point::x)
                .distinct()
                .sorted()
                .forEach(x -> tickX(svg, x));
        svg.append(text(LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, "middle", xLabel));
        svg.append(
                "<text transform=\"translate(14,%d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
                        .formatted(TOP + (HEIGHT - TOP - BOTTOM) / 2, escaped(yLabel)));
        for (int i = 0; i < series.size(); i++) {
            line(svg, series.get(i), COLOURS.get(i % COLOURS.size()), i, mostY);
        }
        return svg.append("</svg>\n").toString();
    }

    private void tickY(StringBuilder svg, double value, double mostY) {
        double y = y(value, mostY);
        svg.append(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"#d0d7de\"/>\n"
                        .formatted(LEFT, WIDTH - RIGHT, coordinate(y), coordinate(y)));
        svg.append(text(LEFT - 6, y + 4, "end", number(value)));
    }

    private void tickX(StringBuilder svg, double value) {
        svg.append(text(x(value), HEIGHT - BOTTOM + 18, "middle", number(value)));
    }

    private void line(StringBuilder svg, Series one, String colour, int place, double mostY) {
        svg.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n"
                        .formatted(
                                colour,
                                one.points.stream()
                                        .map(p -> at(x(p.x)) + "," + at(y(p.y, mostY)))
                                        .collect(joining(" "))));
        for (Point p : one.points) {
            svg.append(
                    "<circle r=\"3\" fill=\"%s\" cx=\"%s\" cy=\"%s\"/>\n"
                            .formatted(colour, at(x(p.x)), at(y(p.y, mostY))));
        }
        double legendX = LEFT + 12 + 190.0 * (place % 3);
        int row = place / 3;
        double legendY = TOP + 4 + 16.0 * row;
        svg.append(
                "<rect x=\"%s\" y=\"%s\" width=\"10\" height=\"10\" fill=\"%s\"/>\n"
                        .formatted(at(legendX), at(legendY - 9), colour));
        svg.append(text(legendX + 14, legendY, "start", one.name));
    }

    private static String at(double value) {
        return coordinate(value);
    }

    private double x(double value) {
        double least = scaled(least(Point::x));
        double most = scaled(most(Point::x));
        double share = most == least ? 0.5 : (scaled(value) - least) / (most - least);
        return LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 32);
    }

    private double scaled(double x) {
        return logX ? Math.log(Math.max(x, 1e-9)) : x;
    }

    private static double y(double value, double mostY) {
        return HEIGHT - BOTTOM - value / mostY * (HEIGHT - TOP - BOTTOM);
    }

    private double most(ToDoubleFunction<Point> of) {
        return series.stream().flatMap(s -> s.points.stream()).mapToDouble(of).max().orElse(1);
    }

    private double least(ToDoubleFunction<Point> of) {
        return series.stream().flatMap(s -> s.points.stream()).mapToDouble(of).min().orElse(0);
    }

    /** The next value up that divides well. */
    private static double nice(double value) {
        if (value <= 0) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10}) {
            if (step * unit >= value) {
                return step * unit;
            }
        }
        return value;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? "%,d".formatted((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(coordinate(x), coordinate(y), anchor, escaped(text));
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
