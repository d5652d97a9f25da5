{# Fails for every row of which the expression is not true; null is not true. #}
{% test expression_is_true(model, expression) %}
    select *
    from {{ model }}
    where ({{ expression }}) is distinct from true
{% endtest %}
