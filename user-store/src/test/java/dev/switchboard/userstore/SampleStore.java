package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * A store with users and groups of all kinds, the same at each start but for ids.
 *
 * @param texts what filters may ask for
 */
record SampleStore(Store store, List<String> texts) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS =
            List.of(
                    "a",
                    "A",
                    "ab",
                    "b",
                    "B_",
                    "%",
                    "_",
                    "\\",
                    "'",
                    "\"",
                    "?",
                    "ä",
                    "Ä",
                    "straße",
                    "STRASSE",
                    "ΟΔΟΣ",
                    "οδος",
                    "οδός",
                    "İ",
                    "i",
                    "ı",
                    "\uD83D\uDE00",
                    "\uFFFD",
                    "ǅ",
                    "work",
                    "home",
                    "true");
    private static final List<String> NUMBERS =
            List.of("+12125550100", "+12125550101", "+16465550102");

    static SampleStore create() {
        Store store = Store.fresh();
        Random random = new Random(42);
        UserWrites users = new UserWrites(store.provisioner);
        List<UserRow> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(user(store, i, random));
        }
        users.insert(rows);
        GroupWrites groups = new GroupWrites(store.jdbc);
        List<UUID> memberIds = new ArrayList<>(rows.stream().map(UserRow::id).toList());
        for (int i = 0; i < 12; i++) {
            GroupRow group = store.group(i < 10 ? TEXTS.get(random.nextInt(8)) + i : "a");
            List<MemberChange.Member> members = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                members.add(
                        new MemberChange.Member(
                                memberIds.get(random.nextInt(memberIds.size())).toString(),
                                null,
                                random.nextBoolean() ? pick(random) : null));
            }
            groups.insert(group, members);
            memberIds.add(group.id());
        }
        List<String> texts = new ArrayList<>(TEXTS);
        texts.addAll(
                List.of(
                        "",
                        "tel:+1-212-555-0100",
                        "555",
                        "+12125550101",
                        "+1 646-555-0102",
                        "none",
                        "assigned",
                        "direct",
                        "User",
                        "W/\"2\"",
                        "New York",
                        ResourceDefinition.TELEPHONY_URN,
                        ResourceDefinition.ENTERPRISE_URN));
        texts.add(memberIds.getFirst().toString());
        texts.add(memberIds.getLast().toString());
        texts.add(memberIds.get(70).toString());
        texts.add(memberIds.get(70).toString().toUpperCase(Locale.ROOT));
        return new SampleStore(store, List.copyOf(texts));
    }

    /** All users as clients see them. */
    List<StoredResource> users() {
        return all(ResourceType.USER);
    }

    /** All groups as clients see them, with their members. */
    List<StoredResource> groups() {
        GroupWrites writes = new GroupWrites(store.jdbc);
        List<StoredResource> groups = all(ResourceType.GROUP);
        for (StoredResource group : groups) {
            List<Member> members = writes.members(group.id(), Integer.MAX_VALUE);
            if (!members.isEmpty()) {
                group.resource().set("members", Rendering.members(members));
            }
        }
        return groups;
    }

    private List<StoredResource> all(ResourceType type) {
        return new ResourceQueries(store.gateway)
                .search(store.company, type, Search.first(1000, null, null)).resources().stream()
                        .map(Listed::stored)
                        .toList();
    }

    private static UserRow user(Store store, int i, Random random) {
        ObjectNode body = NODES.objectNode();
        body.put("userName", i < TEXTS.size() && isName(i) ? TEXTS.get(i) : "user" + i);
        body.put("active", random.nextBoolean());
        if (random.nextBoolean()) {
            body.put("displayName", pick(random)).put("title", pick(random));
        }
        if (random.nextBoolean()) {
            body.putObject("name").put("familyName", pick(random));
        }
        addValues(body, "emails", random);
        addValues(body, "phoneNumbers", random);
        addValues(body, "roles", random);
        addValues(body, "photos", random);
        if (random.nextBoolean()) {
            ObjectNode enterprise =
                    body.putObject(ResourceDefinition.ENTERPRISE_URN)
                            .put("department", pick(random));
            if (random.nextBoolean()) {
                enterprise.putObject("manager").put("value", pick(random));
            }
        }
        ObjectNode document = Store.canonical(body, ResourceDefinition.USER);
        UserRow plain = store.user("user");
        boolean number = random.nextBoolean();
        boolean office = number || random.nextBoolean();
        String name = document.path("userName").stringValue();
        return new UserRow(
                plain.id(),
                store.company,
                name,
                UserNames.key(name),
                null,
                document.path("active").booleanValue(),
                1 + random.nextInt(3),
                Store.NOW.plusNanos(1000L * (random.nextInt(3) - 1)),
                Store.NOW.plusSeconds(random.nextInt(2)),
                office ? UUID.fromString("00000000-0000-7000-8000-000000000001") : null,
                office ? "New York" : null,
                number ? NUMBERS.get(random.nextInt(3)) : null,
                number ? "assigned" : "none",
                0,
                document,
                TelephonyState.NONE);
    }

    private static boolean isName(int i) {
        try {
            String key = UserNames.key(TEXTS.get(i));
            return TEXTS.subList(0, i).stream().noneMatch(text -> isKey(text, key));
        } catch (ScimException refused) {
            return false;
        }
    }

    private static boolean isKey(String text, String key) {
        try {
            return UserNames.key(text).equals(key);
        } catch (ScimException refused) {
            return false;
        }
    }

    private static void addValues(ObjectNode body, String name, Random random) {
        ArrayNode values = body.putArray(name);
        boolean primary = random.nextBoolean();
        for (int j = random.nextInt(4); j > 0; j--) {
            ObjectNode value = values.addObject();
            if (random.nextInt(4) > 0) {
                value.put("value", pick(random));
            }
            if (random.nextBoolean()) {
                value.put("display", pick(random));
            }
            if (random.nextBoolean()) {
                value.put("type", random.nextBoolean() ? "work" : "Home");
            }
            if (random.nextInt(3) == 0) {
                value.put("primary", primary);
                primary = false;
            }
        }
    }

    private static String pick(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
