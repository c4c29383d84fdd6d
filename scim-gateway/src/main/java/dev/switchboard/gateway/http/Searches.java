package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.Page;
import dev.switchboard.userstore.ResourceQueries;
import dev.switchboard.userstore.Search;
import dev.switchboard.userstore.StoredResource;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers list requests (RFC 7644, section 3.4.2). Over several types the resources of the first
 * come first, then those of the next, as if they stood in one list.
 */
@Component
final class Searches {

    private final ResourceQueries queries;
    private final int defaultCount;
    private final int maxCount;

    Searches(ResourceQueries queries, GatewayProperties properties) {
        this.queries = queries;
        this.defaultCount = properties.defaultCount();
        this.maxCount = properties.maxCount();
    }

    /** One type's part of a search. */
    private record Plan(ResourceType type, @Nullable Filter filter, Projection projection) {}

    ResponseEntity<byte[]> answer(
            List<ResourceType> types, SearchRequest search, ScimRequest request) {
        List<ObjectNode> resources = new ArrayList<>();
        Integer asked = search.count();
        int count = asked == null ? defaultCount : Math.min(asked, maxCount);
        long total = 0;
        for (Plan plan : plans(types, search)) {
            int left = count - resources.size();
            // Where this type's resources begin in the one list of all.
            long startIndex = Math.max(1, search.startIndex() - total);
            Page page =
                    queries.search(
                            request.caller().companyId(),
                            plan.type,
                            new Search(
                                    plan.filter,
                                    (int) startIndex,
                                    left,
                                    plan.projection.includes("members")));
            total += page.totalResults();
            for (StoredResource stored : page.resources()) {
                resources.add(
                        RenderedResource.of(
                                        plan.type,
                                        stored.id(),
                                        stored.resource(),
                                        plan.projection,
                                        request)
                                .body());
            }
        }
        return ScimResponses.ok(ListResponse.of(total, search.startIndex(), resources), request);
    }

    /** A filter that names an attribute which a type has not matches none of it (3.4.2.1). */
    private static List<Plan> plans(List<ResourceType> types, SearchRequest search) {
        List<Plan> plans = new ArrayList<>();
        List<ResourceDefinition> definitions =
                types.stream().map(ResourceTypes::definitionOf).toList();
        for (ResourceType type : types) {
            ResourceDefinition definition = ResourceTypes.definitionOf(type);
            Projection projection =
                    Projection.of(search.attributes(), search.excludedAttributes(), definition);
            String filter = search.filter();
            plans.add(
                    new Plan(
                            type,
                            filter == null ? null : Filter.parse(filter, definition, definitions),
                            projection));
        }
        return plans;
    }
}
