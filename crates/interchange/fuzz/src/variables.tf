variable "name" {
  type = string
}

variable "billing" {
  default = "PAY_PER_REQUEST"
}

variable "capacity" {
  type    = number
  default = 5
}

variable "attributes" {
  type    = list(object({ name = string, type = optional(string, "S") }))
  default = [{ name = "pk" }]
}

variable "indexes" {
  type    = map(any)
  default = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "names" {
  type    = set(string)
  default = ["orders"]
}

resource "aws_dynamodb_table" "one" {
  name           = var.name
  billing_mode   = var.billing
  hash_key       = var.attributes[0].name
  read_capacity  = var.capacity
  write_capacity = var.capacity + 1
  tags           = merge(var.tags, { name = upper(var.name) })

  dynamic "attribute" {
    for_each = var.attributes
    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.indexes
    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value
      projection_type = "ALL"
    }
  }
}

resource "aws_dynamodb_table" "many" {
  for_each     = var.names
  name         = "${var.name}-${each.key}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"

  attribute {
    name = "pk"
    type = "S"
  }
}
