package dev.switchboard.benchmarks.people;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Realistic people without end: the same for the same seed and number, no two of one name. */
public final class People {

    private static final List<String> GIVEN =
            List.of(
                    "Ada",
                    "Grace",
                    "Alan",
                    "Linus",
                    "Margaret",
                    "Dennis",
                    "Barbara",
                    "Edsger",
                    "Frances",
                    "Ken",
                    "Radia",
                    "Tim",
                    "Hedy",
                    "Donald",
                    "Katherine",
                    "Niklaus",
                    "Sophie",
                    "Guido",
                    "Evelyn",
                    "James",
                    "Adele",
                    "Bjarne",
                    "Jean",
                    "John",
                    "Mary",
                    "Maria",
                    "Olga",
                    "Pedro",
                    "Chen",
                    "Yuki",
                    "Amara",
                    "Noor",
                    "Lars",
                    "Ingrid",
                    "Zoë",
                    "José");
    private static final List<String> FAMILY =
            List.of(
                    "Lovelace",
                    "Hopper",
                    "Turing",
                    "Torvalds",
                    "Hamilton",
                    "Ritchie",
                    "Liskov",
                    "Dijkstra",
                    "Allen",
                    "Thompson",
                    "Perlman",
                    "Berners-Lee",
                    "Lamarr",
                    "Knuth",
                    "Johnson",
                    "Wirth",
                    "Wilson",
                    "van Rossum",
                    "Boyd",
                    "Gosling",
                    "Goldberg",
                    "Stroustrup",
                    "Bartik",
                    "McCarthy",
                    "Keller",
                    "García",
                    "Ivanova",
                    "Silva",
                    "Wei",
                    "Tanaka",
                    "Okafor",
                    "Haddad",
                    "Lindqvist",
                    "Berg",
                    "Müller",
                    "O'Neill");
    private static final List<String> TITLES =
            List.of("Engineer", "Manager", "Account Executive", "Analyst", "Director", "Nurse");
    private static final List<String> DEPARTMENTS =
            List.of("Engineering", "Sales", "Support", "Finance", "Operations", "Legal");
    private static final List<String> OFFICES = List.of("New York", "San Francisco");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final long seed;
    private final String domain;

    /**
     * @param domain of the e-mail addresses; people of different domains have different names
     */
    public People(long seed, String domain) {
        this.seed = seed;
        this.domain = domain;
    }

    /** The person of that number. */
    public Person person(long number) {
        SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
        String given = one(GIVEN, random);
        String family = one(FAMILY, random);
        return new Person(
                userName(given, family, number),
                given,
                family,
                one(TITLES, random),
                one(DEPARTMENTS, random),
                externalId(number, random),
                one(OFFICES, random));
    }

    private String userName(String given, String family, long number) {
        return (given + "." + family).replaceAll("[^A-Za-z.]", "").toLowerCase(Locale.ROOT)
                + number
                + "@"
                + domain;
    }

    private static String externalId(long number, SplittableRandom random) {
        StringBuilder id = new StringBuilder("00u").append(Long.toString(number, 36));
        while (id.length() < 20) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private static String one(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
