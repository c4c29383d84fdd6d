package dev.switchboard.benchmarks.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.Set;

final class PeopleTest {

    private final People people = new People(1, "example.com");

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(people.person(42)).isEqualTo(new People(1, "example.com").person(42));
        assertThat(people.person(42)).isNotEqualTo(people.person(43));
    }

    @Test
    void haveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        Set<String> externalIds = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            names.add(people.person(i).userName());
            externalIds.add(people.person(i).externalId());
        }

        assertThat(names).hasSize(20_000);
        assertThat(externalIds).hasSize(20_000).allMatch(id -> id.matches("00u[0-9A-Za-z]{17}"));
    }

    @Test
    void areWhatOktaSends() {
        JsonNode request = JsonMapper.shared().readTree(people.person(7).toRequest());

        assertThat(request.path("userName").asString()).endsWith("7@example.com");
        assertThat(request.path("password").isString()).isTrue();
        assertThat(JsonMapper.shared().readTree(people.person(7).toDocument()).has("password"))
                .isFalse();
    }

    @Test
    void haveIdsInTheOrderOfTheirNumbers() {
        assertThat(StoreLoader.id(1).version()).isEqualTo(7);
        assertThat(StoreLoader.id(1).variant()).isEqualTo(2);
        assertThat(StoreLoader.id(999).toString()).isLessThan(StoreLoader.id(1000).toString());
    }
}
