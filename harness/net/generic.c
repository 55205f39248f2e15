#include "harness/net/generic.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <stdbool.h>
#include <string.h>

struct exchange {
	const struct generic_request *request;
	bool over;
	int error; /* once it is over */
};

static int own_header(const struct generic_request *request)
{
	return request->header ? (int)sizeof *request->header : 0;
}

static int on_message(struct nl_msg *message, void *context)
{
	const struct generic_request *request = ((struct exchange *)context)->request;
	struct nlmsghdr *header = nlmsg_hdr(message);
	struct nlattr *attribute;
	int left;

	if (!request->read)
		return NL_OK;
	nlmsg_for_each_attr(attribute, header, GENL_HDRLEN + own_header(request), left)
	{
		request->read(attribute, request->context);
	}
	return NL_OK;
}

static int on_end(struct nl_msg *message, void *context)
{
	(void)message;
	((struct exchange *)context)->over = true;
	return NL_STOP;
}

/* A number above 0 is no errno, but some family's way to answer with one. */
static int on_refusal(struct sockaddr_nl *kernel, struct nlmsgerr *refusal, void *context)
{
	struct exchange *exchange = context;

	(void)kernel;
	exchange->over = true;
	exchange->error = refusal->error < 0 ? -refusal->error : 0;
	return NL_STOP;
}

static struct nl_msg *compose(int family, const struct generic_request *request)
{
	struct genlmsghdr header = {.cmd = request->command, .version = 1};
	struct nl_msg *message = nlmsg_alloc_simple(family, NLM_F_ACK);
	int error = message ? nlmsg_append(message, &header, sizeof header, NLMSG_ALIGNTO) : -1;

	if (request->header && error >= 0)
		error = nlmsg_append(message, (void *)(uintptr_t)request->header, sizeof *request->header,
				     NLMSG_ALIGNTO);
	for (size_t i = 0; i < request->count && error >= 0; i++)
		error = nla_put(message, request->attributes[i].type, request->attributes[i].length,
				request->attributes[i].octets);
	if (message && error < 0) {
		nlmsg_free(message);
		return NULL;
	}
	return message;
}

/* Until the acknowledgement, which comes behind all else. */
static int exchange(struct nl_sock *socket, int family, const struct generic_request *request)
{
	struct exchange exchange = {.request = request};
	struct nl_msg *message = compose(family, request);
	int error;

	if (!message)
		return ENOMEM;
	nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, on_message, &exchange);
	nl_socket_modify_cb(socket, NL_CB_ACK, NL_CB_CUSTOM, on_end, &exchange);
	nl_socket_modify_err_cb(socket, NL_CB_CUSTOM, on_refusal, &exchange);
	error = nl_send_auto(socket, message);
	while (error >= 0 && !exchange.over)
		error = nl_recvmsgs_default(socket);
	nlmsg_free(message);
	return exchange.over ? exchange.error : EIO;
}

static void take_number(const struct nlattr *attribute, void *context)
{
	if (nla_type(attribute) == CTRL_ATTR_FAMILY_ID)
		*(int *)context = nla_get_u16(attribute);
}

static int find_family(struct nl_sock *socket, const char *name, int *number)
{
	const struct generic_attribute asked = {CTRL_ATTR_FAMILY_NAME, (uint16_t)(strlen(name) + 1), name};

	return exchange(socket, GENL_ID_CTRL,
			&(struct generic_request){
				.command = CTRL_CMD_GETFAMILY,
				.attributes = &asked,
				.count = 1,
				.read = take_number,
				.context = number,
			});
}

int generic_ask(const struct generic_request *request)
{
	struct nl_sock *socket = nl_socket_alloc();
	int family = 0, error = ENOMEM;

	if (socket && nl_connect(socket, NETLINK_GENERIC) == 0)
		error = find_family(socket, request->family, &family);
	if (!error)
		error = exchange(socket, family, request);
	nl_socket_free(socket);
	return error;
}
