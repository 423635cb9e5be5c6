import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ChangePasswordConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.SortConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import de.captaingoldfish.scim.sdk.server.schemas.ResourceType;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ETagFeature;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ResourceTypeFeatures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The SCIM-SDK behind Java's own web server, with a store in memory: the way its documentation puts it together.
 *
 * <p>Usage: TOKEN=... java -cp '.:lib/*' Server PORT
 */
public final class Server {

    private static final String BASE = "/scim/v2";

    private Server() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        String root = "http://127.0.0.1:" + address.getPort();
        ResourceEndpoint endpoint = endpoint();
        Authorization guard = new Guard(System.getenv("TOKEN"));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext(BASE, exchange -> answer(exchange, root, endpoint, guard));
        server.start();
    }

    private static ResourceEndpoint endpoint() {
        ServiceProvider provider = ServiceProvider.builder()
            .patchConfig(PatchConfig.builder().supported(true).build())
            .filterConfig(FilterConfig.builder().supported(true).maxResults(100).build())
            .sortConfig(SortConfig.builder().supported(true).build())
            .eTagConfig(ETagConfig.builder().supported(true).build())
            .bulkConfig(BulkConfig.builder().supported(true).maxOperations(100).maxPayloadSize(1L << 20).build())
            .changePasswordConfig(ChangePasswordConfig.builder().supported(false).build())
            .authenticationSchemes(List.of(AuthenticationScheme.builder()
                .type("oauthbearertoken").name("Bearer").description("A token that was agreed on").build()))
            .build();
        ResourceEndpoint endpoint = new ResourceEndpoint(provider);
        ResourceType users = endpoint.registerEndpoint(
            new UserEndpointDefinition(new Store<User>(User.class, user -> user.getUserName().orElse(null)) {}));
        ResourceType groups = endpoint.registerEndpoint(
            new GroupEndpointDefinition(new Store<Group>(Group.class, group -> null) {}));
        for (ResourceType type : List.of(users, groups)) {
            type.setFeatures(ResourceTypeFeatures.builder().autoFiltering(true).autoSorting(true)
                .eTagFeature(ETagFeature.builder().enabled(true).build()).build());
        }
        endpoint.addDefaultPatchWorkarounds(); // the library's own switch for what Entra and Okta send
        return endpoint;
    }

    private static void answer(HttpExchange exchange, String root, ResourceEndpoint endpoint, Authorization guard)
        throws IOException {
        try (exchange) {
            HttpMethod method;
            try {
                method = HttpMethod.valueOf(exchange.getRequestMethod());
            } catch (IllegalArgumentException unknown) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(usual(name), String.join(",", values)));
            ScimResponse response = endpoint.handleRequest(
                root + exchange.getRequestURI(), method, body, headers, new Context(guard));
            response.getHttpHeaders().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            int status = response.getHttpStatus();
            byte[] text = response.isEmpty() ? new byte[0] : response.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** A header's name as it is usually written, which the library looks for; Java's server says If-none-match. */
    private static String usual(String name) {
        return Pattern.compile("-[a-z]").matcher(name).replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
    }

    /** Lets in whoever brings the token, by the scheme Bearer in whatever letters. */
    private record Guard(String token) implements Authorization {
        @Override
        public Set<String> getClientRoles() {
            return Set.of();
        }

        @Override
        public boolean authenticate(Map<String, String> headers, Map<String, String> query) {
            String given = headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
                .map(Map.Entry::getValue).findFirst().orElse("");
            String scheme = "Bearer ";
            return given.regionMatches(true, 0, scheme, 0, scheme.length()) && MessageDigest.isEqual(
                given.substring(scheme.length()).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Resources of one kind; no two of them share the key that is unique, unless it is null. It is
     * abstract because the library finds the kind in the class that extends it.
     */
    private abstract static class Store<T extends ResourceNode> extends ResourceHandler<T> {
        private final Map<String, T> resources = new LinkedHashMap<>();
        private final Class<T> kind;
        private final Function<T, String> unique;

        private Store(Class<T> kind, Function<T, String> unique) {
            this.kind = kind;
            this.unique = unique;
        }

        @Override
        public synchronized T createResource(T resource, Context context) {
            resource.setId(UUID.randomUUID().toString());
            return keep(resource, Instant.now());
        }

        @Override
        public synchronized T getResource(
            String id, List<SchemaAttribute> attributes, List<SchemaAttribute> excluded, Context context) {
            return resources.containsKey(id) ? copy(resources.get(id)) : null;
        }

        @Override
        public synchronized PartialListResponse<T> listResources(
            long start, int count, FilterNode filter, SchemaAttribute sortBy, SortOrder order,
            List<SchemaAttribute> attributes, List<SchemaAttribute> excluded, Context context) {
            List<T> all = resources.values().stream().map(this::copy).toList();
            return PartialListResponse.<T>builder().resources(all).totalResults(all.size()).build();
        }

        @Override
        public synchronized T updateResource(T resource, Context context) {
            T before = find(resource.getId().orElseThrow());
            return keep(resource, before.getMeta().flatMap(Meta::getCreated).orElseThrow());
        }

        @Override
        public synchronized void deleteResource(String id, Context context) {
            find(id);
            resources.remove(id);
        }

        private T keep(T resource, Instant created) {
            String id = resource.getId().orElseThrow();
            String key = unique.apply(resource);
            for (T other : resources.values()) {
                if (key != null && !other.getId().orElseThrow().equals(id) && key.equalsIgnoreCase(unique.apply(other))) {
                    throw new ConflictException("'" + key + "' is taken", "uniqueness");
                }
            }
            if (resource.getMeta().isEmpty()) {
                resource.setMeta(new Meta());
            }
            Meta meta = resource.getMeta().orElseThrow();
            meta.setCreated(created);
            meta.setLastModified(Instant.now());
            meta.setVersion(ETag.builder().weak(true).tag(UUID.randomUUID().toString()).build());
            resources.put(id, copy(resource));
            return resource;
        }

        private T find(String id) {
            if (!resources.containsKey(id)) {
                throw new ResourceNotFoundException("there is no " + id);
            }
            return resources.get(id);
        }

        /** A copy that shares nothing with the original; the library's own copies do. */
        private T copy(T resource) {
            return JsonHelper.copyResourceToObject(JsonHelper.readJsonDocument(resource.toString()), kind);
        }
    }
}
