package dev.switchboard.systemtests.stack;

import java.net.URI;
import java.util.List;

/** The local stack on free ports, in a directory of its own. */
final class LocalProcesses implements Stack {

    @Override
    public List<URI> scimBaseUrls() {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI provisionerAdmin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI numbersAdmin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String adminToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String bootstrapServers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void kill(Service service) {}

    @Override
    public void stop(Service service) {}

    @Override
    public void start(Service service) {}

    @Override
    public void close() {}
}
