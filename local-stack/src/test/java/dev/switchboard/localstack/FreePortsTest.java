package dev.switchboard.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

final class FreePortsTest {

    private static final Path HOME = Path.of("home");

    @Test
    void seesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void findsDifferentPortsThatNoOutgoingConnectionTakes() {
        assertThat(FreePorts.free(20))
                .hasSize(20)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isLessThan(32_000));
    }

    @Test
    void givesEachProcessPortsOfItsOwn() {
        StackSettings.Ports ports = StackSettings.Ports.free(2, 1, 1);

        assertThat(ports.gateways()).hasSize(4).doesNotContainAnyElementsOf(ports.provisioners());
        assertThat(ports.numberServices()).hasSize(2);
    }

    @Test
    void movesAllPortsByTheOffset() {
        StackSettings settings = StackSettings.standard(new Checkout(Path.of("x")), HOME, 100);

        assertThat(settings.ports().kafka()).isEqualTo(9192);
        assertThat(settings.ports().postgres()).isEqualTo(5533);
        assertThat(settings.ports().gateways()).containsExactly(8180, 8181);
    }

    @Test
    void refusesAnOffsetThatLeavesTheRangeOfPorts() {
        assertThatThrownBy(() -> StackSettings.standard(new Checkout(Path.of("x")), HOME, 60_000))
                .hasMessage("The port offset is 60000; it must be from 0 to 50000.");
    }

    @Test
    void givesNoneTwice() {
        assertThat(FreePorts.free(1_000)).doesNotContainAnyElementsOf(FreePorts.free(1_000));
    }
}
